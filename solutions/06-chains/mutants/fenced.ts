/** Bugs of servers that go from view to view. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { fenced, fencedBy, fenceRules } from "../fenced.ts";
import { beside, hearing, saying, sending } from "./wrap.ts";

const deciding = (change: Partial<typeof fenceRules>) => fencedBy({ ...fenceRules, ...change });

export const fenceMutants: Mutants<Answers> = {
  fenced: {
    "no fence: messages count whatever view they are of": deciding({ counts: () => true }),
    "newer, too: messages of later views count": deciding({ counts: (view, own) => view >= own }),
    "older, too: messages of earlier views count": deciding({ counts: (view, own) => view <= own }),
    "late views: a view of the past is entered": deciding({
      isNew: (number, own) => number !== own,
    }),
    "again and again: a view is entered twice": deciding({ isNew: (number, own) => number >= own }),
    "next only: a view is entered only after the one before": deciding({
      isNew: (number, own) => number === own + 1,
    }),
    "any sender: a message of the view counts from anybody": deciding({ isFrom: () => true }),
    "reads alone: the primary answers queries itself": deciding({
      answersAlone: ({ type }) => type === "get",
    }),
    "at once: the primary answers before its backups have it": deciding({
      answersAlone: () => true,
    }),
    "everybody serves: a backup does what it is asked": deciding({ serves: () => true }),
    "one will do: one backup must have it": deciding({
      needed: (backups) => Math.min(1, backups),
    }),
    "most will do: a majority of the backups must have it": deciding({
      needed: (backups) => Math.ceil(backups / 2),
    }),
    "forgets them: in a new view nobody is answered who asked before": deciding({
      keepsWaiting: () => false,
    }),
    "old debts: who is primary again answers what it was asked before it was none": deciding({
      keepsWaiting: () => true,
    }),
    "three will do: no more than three backups must have it": deciding({
      needed: (backups) => Math.min(3, backups),
    }),
    "three backups: only the first three are sent anything": saying(
      fenced,
      (did, s) => did.kind === "send" && s.view.backups.indexOf(did.to) > 2 ? [] : [did],
    ),
    "never cut: where there are no backups, what was done is kept": {
      ask(s, client, command, io) {
        fenced.ask(s, client, command, io);
        const { primary, backups } = s.view;
        if (primary === s.self && backups.length === 0) s.kept = [...s.kept ?? [], command];
      },
    },
    "carries over: what was acknowledged in the last view counts": deciding({
      carriesOver: () => true,
    }),
    "old friends: a primary sends the state only when it was none": deciding({
      sendsState: (wasPrimary) => !wasPrimary,
    }),
    "further already: a backup that is as far keeps what it has": deciding({
      takesState: (_, number, own) => number > own,
    }),
    "back again: a state that comes again is taken again": deciding({ takesState: () => true }),
    "first only: a later state is not taken": deciding({ takesState: (follows) => !follows }),
    "fits anyway: a backup takes commands before it has the state": deciding({
      takesCommands: () => true,
    }),
    "gap: a backup takes what comes after a gap": deciding({ follows: () => true }),
    "in step only: it takes only messages that begin where it is": deciding({
      follows: (after, own) => after === own,
    }),
    "acknowledges at once: a primary says the number when it enters": {
      enter(s, view, io) {
        fenced.enter(s, view, io);
        s.says = s.view.number;
      },
    },
    "never acknowledges: a primary with backups says the number before": {
      upon(s, from, message, io) {
        const { says } = s;
        fenced.upon(s, from, message, io);
        s.says = says;
      },
    },
    "backups wait, too: a backup says the number when it has the state": {
      enter(s, view, io) {
        const { says } = s;
        fenced.enter(s, view, io);
        if (s.view.backups.includes(s.self)) s.says = says;
      },
      upon(s, from, message, io) {
        fenced.upon(s, from, message, io);
        if (s.follows) s.says = s.view.number;
      },
    },
    "gives up: what was lost is not sent again": { again: () => {} },
    "state only: when time has gone by only the state is sent again": sendingAgain((message) =>
      message.type === "state" ? message : null
    ),
    "no state: when time has gone by only commands are sent again": sendingAgain((message) =>
      message.type === "state" ? null : message
    ),
    "hurries: a state is always the remedy": {
      again(s, io) {
        if (s.view.primary !== s.self) return;
        const { view: { number: view, backups }, number, store } = s;
        for (const to of backups) {
          if (s.has.get(to) !== number) io.send(to, { type: "state", view, number, store });
        }
      },
    },
    "own number: who says nothing of the number of commands begins with 0": sending(
      fenced,
      (message) => message.type === "state" ? { ...message, number: 0 } : message,
    ),
    "who knows: who is not primary does not say who is": saying(
      fenced,
      (did) =>
        did.kind === "answer" && !did.answer.ok
          ? [{ ...did, answer: { ok: false, primary: null } }]
          : [did],
    ),
    "mute: a state that was had before is not acknowledged": hearing(
      fenced,
      (message, s) =>
        message.type === "state" && s.follows && message.number <= s.number &&
          message.view === s.view.number
          ? null
          : message,
    ),
    "kept: what all have is kept": {
      upon(s, from, message, io) {
        fenced.upon(s, from, message, io);
        s.kept = [...s.kept ?? [], message];
      },
    },
    "last words: who is let go answers what it was asked": {
      enter(s, view, io) {
        const wasPrimary = s.view.primary === s.self, { waiting } = s;
        fenced.enter(s, view, io);
        if (!wasPrimary || s.view.primary === s.self) return;
        for (const { client, result } of waiting) io.answer(client, { ok: true, result });
      },
    },
    "beside: what is known is kept beside the state": beside(fenced),
  },
};

/** The reference, which sends something else when time has gone by. */
function sendingAgain(change: (message: { type: string }) => unknown) {
  return {
    again: (s: never, io: { send(to: number, message: never): void; answer: never }) =>
      fenced.again(s, {
        ...io,
        send(to, message) {
          const other = change(message);
          if (other !== null) io.send(to, other as never);
        },
      }),
  };
}
