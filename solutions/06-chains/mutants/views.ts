/** Bugs of a view service. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { viewRules, views, viewsBy } from "../views.ts";
import { beside } from "./wrap.ts";

const deciding = (change: Partial<typeof viewRules>) => viewsBy({ ...viewRules, ...change });

export const viewMutants: Mutants<Answers> = {
  views: {
    "impatient: it goes on before the view is acknowledged": deciding({ mayAdvance: () => true }),
    "anybody acknowledges: a backup's ping acknowledges the view": deciding({
      acknowledges: (view, _, number) => number === view.number,
    }),
    "empty hands: a primary that has restarted acknowledges its view": deciding({
      acknowledges: (view, server, number) => server === view.primary && number === view.number,
    }),
    "any number: the primary acknowledges whatever it pings with": deciding({
      acknowledges: (view, server) => server === view.primary,
    }),
    "about that number: the number before will do": deciding({
      acknowledges: (view, server, number) => server === view.primary && number >= view.number - 1,
    }),
    "never restarted: a ping with 0 is like any other": deciding({ hasRestarted: () => false }),
    "always restarted: any ping with 0 comes from who has restarted": deciding({
      hasRestarted: (number) => number === 0,
    }),
    "idle primary: an idle server becomes primary": deciding({
      successor: (left, idle) => left[0] ?? idle[0],
    }),
    "idle first: an idle server becomes primary before a backup": deciding({
      successor: (left, idle) => idle[0] ?? left[0],
    }),
    "last backup: the last backup becomes primary": deciding({ successor: (left) => left.at(-1) }),
    "stops: where all members are gone there is no primary, though one is only silent": deciding({
      ends: () => true,
    }),
    "hopes: who has lost everything is waited for": deciding({ ends: () => false }),
    "alone: backups are not filled up": deciding({ fill: () => [] }),
    "one: it takes in one backup at a time": deciding({
      fill: (idle, room) => idle.slice(0, Math.min(1, room)),
    }),
    "all: there may be any number of backups": deciding({ fill: (idle) => idle }),
    "highest first: the last of the idle servers is taken": deciding({
      fill: (idle, room) => idle.toReversed().slice(0, room),
    }),
    "silent for good: who was silent is let go though it is heard again": deciding({
      returns: () => false,
    }),
    "remembers: who is silent is still there": deciding({ forgets: () => false }),
    "same faces: who restarts and comes back at once makes no new view": deciding({
      isSame: (areSame) => areSame,
    }),
    "restless: each ping makes a new view": deciding({ isSame: () => false }),
    "node 0: it is nobody": {
      ping: (s, server, number) => server === 0 ? s.view : views.ping(s, server, number),
    },
    "old view: it answers with the view as it was": {
      ping(s, server, number) {
        const { view } = s;
        views.ping(s, server, number);
        return view;
      },
    },
    "one backup: there is never more than one": {
      start: (wanted) => views.start(Math.min(1, wanted)),
    },
    "at least one: there is always a backup": {
      start: (wanted) => views.start(Math.max(1, wanted)),
    },
    "silence ends it: a silence is looked at only with the next ping": {
      silent(s, server) {
        const number = s.heard.get(server);
        if (number === undefined) return;
        s.heard.delete(server);
        const isMember = s.view.primary === server || s.view.backups.includes(server);
        if (isMember) s.silent.set(server, number);
      },
    },
    "five: no number is higher": {
      ping(s, server, number) {
        const view = views.ping(s, server, number);
        if (view.number > 5) s.view = { ...view, number: 5 };
        return s.view;
      },
    },
    "three servers: others are not heard": {
      ping: (s, server, number) => server > 2 ? s.view : views.ping(s, server, number),
    },
    "kept: every ping is kept": {
      ping(s, server, number) {
        s.heard.set(-1000 - s.heard.size, 0);
        const view = views.ping(s, server, number);
        return view;
      },
    },
    "in letters: idle servers are sorted as text": deciding({
      fill: (idle, room) => idle.map(String).toSorted().map(Number).slice(0, room),
    }),
    "twelve: there is no view after the twelfth": {
      ping: (s, server, number) => s.view.number < 12 ? views.ping(s, server, number) : s.view,
      silent: (s, server) => s.view.number < 12 ? views.silent(s, server) : undefined,
    },
    "nine: it answers with no higher number": answering(9),
    "sixteen: it answers with no higher number": answering(16),
    "not heard: a backup that was told of its view, and pings with 0, has not heard of it":
      deciding({
        hasRestarted: (number, before) => number === 0 && before > 0,
      }),
    "told: whoever was told of its view, and pings with 0, has restarted, a primary, too": {
      ping(s, server, number) {
        if (server === s.view.primary && number === 0 && s.isTold === s.view.number) {
          s.heard.set(server, 1);
        }
        const view = views.ping(s, server, number);
        if (server === view.primary) s.isTold = view.number;
        return view;
      },
    },
    "all forgotten: with each view all servers are forgotten": {
      ping(s, server, number) {
        const before = s.view.number, view = views.ping(s, server, number);
        if (view.number > before) s.heard.clear();
        return view;
      },
    },
    "beside: what is known is kept beside the state": beside(views),
  },
};

/** The reference, which answers as if there were no views after this one. */
function answering(last: number): Partial<typeof views> {
  return {
    ping(s, server, number) {
      const view = views.ping(s, server, number);
      return { ...view, number: Math.min(last, view.number) };
    },
  };
}
