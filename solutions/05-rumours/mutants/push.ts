/** Bugs of pushing. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/05-rumours/answers.ts";
import type { Any, Push, PushIo, PushRules } from "../../../exercises/05-rumours/given.ts";
import { push } from "../push.ts";

/** The reference with other rules. */
const ruled = (change: (rules: PushRules) => Partial<PushRules>): Partial<Push> => ({
  start: (rules) => push.start({ ...rules, ...change(rules) }),
});

/** The reference, that draws otherwise. */
const drawing = (
  draw: (nodes: readonly number[], rules: PushRules) => number[],
): Partial<Push> => ({
  round: (s, nodes, io) => push.round(s, draw(nodes, s.rules), io),
});

/** The reference, that sends something else of what is hot. */
const telling = (
  send: (io: PushIo, to: number, rumours: readonly Any[]) => void,
): Partial<Push> => ({
  round: (s, nodes, io) =>
    push.round(s, nodes, { ...io, send: (to, rumours) => send(io, to, rumours) }),
});

let beside: Any;

export const pushMutants: Mutants<Answers> = {
  push: {
    "itself: it takes itself for a partner": drawing((nodes, { self, fanout }) =>
      nodes.slice(0, fanout).filter((node) => node !== self)
    ),
    "one partner: it tells only the first": drawing((nodes, { self }) =>
      nodes.filter((node) => node !== self).slice(0, 1)
    ),
    "everybody: it tells all that are drawn": {
      round: (s, nodes, io) =>
        push.round({ ...s, rules: { ...s.rules, fanout: Infinity } }, nodes, io),
    },
    "all or none: it tells nobody if there are fewer than it would tell": drawing((
      nodes,
      { self, fanout },
    ) => nodes.filter((node) => node !== self).length < fanout ? [] : [...nodes]),
    "last drawn: it takes those that were drawn last": drawing((nodes) => nodes.toReversed()),
    "empty round: a round without partners counts": {
      round(s, nodes, io) {
        push.round(s, nodes, io);
        if (nodes.some((node) => node !== s.rules.self)) return;
        for (const [id, each] of s.hot) {
          each.left--;
          if (each.left === 0) s.hot.delete(id);
        }
      },
    },
    "for ever: nothing cools": ruled(() => ({ rounds: Infinity })),
    "once: it tells in one round": ruled(() => ({ rounds: 1 })),
    "ten rounds: it tells in ten rounds at most": ruled(({ rounds }) => ({
      rounds: Math.min(10, rounds),
    })),
    "one round more: it cools in the round after": ruled(({ rounds }) => ({ rounds: rounds + 1 })),
    "hot again: who hears a cold rumour tells it again": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        for (const rumour of rumours) {
          if (!s.hot.has(rumour.id)) s.hot.set(rumour.id, { rumour, left: s.rules.rounds });
        }
      },
    },
    "warmer: who hears a hot rumour tells it for longer": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        for (const { id } of rumours) {
          const hot = s.hot.get(id);
          if (hot !== undefined) hot.left = s.rules.rounds;
        }
      },
    },
    "delivered again: it delivers whatever comes": {
      upon(s, from, rumours, io) {
        for (const rumour of rumours) if (s.known.has(rumour.id)) io.deliver(rumour);
        push.upon(s, from, rumours, io);
      },
    },
    "window: it knows the last fifty": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        for (const id of [...s.known].slice(0, -50)) if (!s.hot.has(id)) s.known.delete(id);
      },
    },
    "forgets: what has cooled is not known": {
      round(s, nodes, io) {
        push.round(s, nodes, io);
        for (const id of [...s.known]) if (!s.hot.has(id)) s.known.delete(id);
      },
    },
    "only hearsay: what begins here is not delivered": {
      begin: (s, rumour, io) => push.begin(s, rumour, { ...io, deliver: () => {} }),
    },
    "begins quietly: what begins here is told to nobody": {
      begin(s, rumour, io) {
        push.begin(s, rumour, io);
        s.hot.delete(rumour.id);
      },
    },
    "dead end: what was heard is not told": {
      upon(s, from, rumours, io) {
        const hot = new Set(s.hot.keys());
        push.upon(s, from, rumours, io);
        for (const { id } of rumours) if (!hot.has(id)) s.hot.delete(id);
      },
    },
    "first only: of a message it takes the first rumour": {
      upon: (s, from, rumours, io) => push.upon(s, from, rumours.slice(0, 1), io),
    },
    "one hot: a new rumour drives out the one before": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        for (const id of [...s.hot.keys()].slice(0, -1)) s.hot.delete(id);
      },
    },
    "one by one: a message for each rumour": telling((io, to, rumours) => {
      for (const rumour of rumours) io.send(to, [rumour]);
    }),
    "ten in a message: there is room for ten": telling((io, to, rumours) =>
      io.send(to, rumours.slice(0, 10))
    ),
    "anyway: it sends when nothing is hot": {
      round(s, nodes, io) {
        const { self } = s.rules, first = nodes.find((node) => node !== self);
        if (s.hot.size === 0 && first !== undefined) io.send(first, []);
        push.round(s, nodes, io);
      },
    },
    "at once: what is heard is told on the spot": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        if (s.hot.size > 0) io.send(from, [...s.hot.values()].map(({ rumour }: Any) => rumour));
      },
    },
    "keeps all: the texts are kept": {
      begin(s, rumour, io) {
        (s as Any).texts = [...(s as Any).texts ?? [], rumour];
        push.begin(s, rumour, io);
      },
    },
    "no text: a rumour that says nothing is none": {
      upon: (s, from, rumours, io) => push.upon(s, from, rumours.filter(({ text }) => text), io),
    },
    "old text: what says the same as another is old": {
      upon(s, from, rumours, io) {
        const texts: Set<string> = (s as Any).texts ??= new Set();
        for (const rumour of rumours) {
          if (!texts.has(rumour.text)) push.upon(s, from, [rumour], io);
          texts.add(rumour.text);
        }
      },
    },
    "object: what every object has is known": {
      upon: (s, from, rumours, io) =>
        push.upon(s, from, rumours.filter(({ id }) => !(id in {})), io),
    },
    "hundred: it knows the last hundred ids": {
      upon(s, from, rumours, io) {
        push.upon(s, from, rumours, io);
        for (const id of [...s.known].slice(0, -100)) if (!s.hot.has(id)) s.known.delete(id);
      },
    },
    "hundred partners: it tells no more": ruled(({ fanout }) => ({
      fanout: Math.min(fanout, 100),
    })),
    "hundred rounds: it tells in no more": ruled(({ rounds }) => ({
      rounds: Math.min(rounds, 100),
    })),
    "beside: what is hot is kept beside the state": {
      start: (rules) => beside = push.start(rules),
      begin: (_s, rumour, io) => push.begin(beside, rumour, io),
      round: (_s, nodes, io) => push.round(beside, nodes, io),
      upon: (_s, from, rumours, io) => push.upon(beside, from, rumours, io),
    },
  },
};
