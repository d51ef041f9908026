/** Bugs of copies that send deltas. @module */

import {
  type Any,
  type DeltaIo,
  type DeltaMessage,
  type DeltaRules,
  type Deltas,
  join,
  minus,
} from "../../../exercises/08-convergence/given.ts";
import { deltas } from "../deltas.ts";

type Bugs = Readonly<Record<string, Partial<Deltas>>>;

const ruled = (change: (rules: DeltaRules) => Partial<DeltaRules>): Partial<Deltas> => ({
  start: (rules, saved) => deltas.start({ ...rules, ...change(rules) }, saved),
});

/** The reference, with another `io` for each of its steps. */
const within = (change: (io: DeltaIo, s: Any) => DeltaIo): Partial<Deltas> => ({
  update: (s, delta, io) => deltas.update(s, delta, change(io, s)),
  round: (s, partner, io) => deltas.round(s, partner, change(io, s)),
  upon: (s, from, message, io) => deltas.upon(s, from, message, change(io, s)),
});

const sending = (change: (message: DeltaMessage, s: Any, to: number) => Any): Partial<Deltas> =>
  within((io, s) => ({
    ...io,
    send(to, message) {
      const other = change(message, s, to);
      if (other !== null) io.send(to, other);
    },
  }));

/** The reference, upon an acknowledgement. */
const acking = (
  handle: (s: Any, from: number, upTo: number, io: DeltaIo) => void,
): Partial<Deltas> => ({
  upon(s, from, message, io) {
    if (message.type === "ack") handle(s, from, message.upTo, io);
    else deltas.upon(s, from, message, io);
  },
});

/** The reference, that forgets what is kept in another way, after each step. */
const forgetting = (forget: (s: Any, was: Map<number, Any>) => void): Partial<Deltas> => {
  const then = (s: Any, step: () => void) => {
    const was = new Map(s.kept);
    step();
    forget(s, was as Map<number, Any>);
  };
  return {
    update: (s, delta, io) => then(s, () => deltas.update(s, delta, io)),
    upon: (s, from, message, io) => then(s, () => deltas.upon(s, from, message, io)),
  };
};

const lacking = (s: Any, to: number) =>
  [...s.kept].filter(([number]: Any) => number > (s.acked.get(to) ?? 0)).map(([, each]: Any) =>
    each
  );

let beside: Any;

export const mutants: Bugs = {
  "always all: every message is the whole state": sending((message, s) =>
    message.type === "ack" ? message : { ...message, whole: true, state: s.state }
  ),
  "never all: who lacks more than is kept gets what is kept": sending((message, s, to) =>
    message.type === "ack"
      ? message
      : { ...message, whole: false, state: lacking(s, to).reduce(join, []) }
  ),
  "new ones: who has acknowledged nothing gets the deltas that are kept": {
    round(s, partner, io) {
      const isNew = !s.acked.has(partner);
      if (isNew) s.acked.set(partner, 0);
      deltas.round(s, partner, io);
      if (isNew) s.acked.delete(partner);
    },
  },
  "sent is there: what was sent counts as acknowledged": {
    round(s, partner, io) {
      deltas.round(s, partner, io);
      s.acked.set(partner, s.count);
    },
  },
  "all there is: an acknowledgement is of all deltas": acking((s, from, _upTo, io) =>
    deltas.upon(s, from, { type: "ack", upTo: s.count }, io)
  ),
  "the last word: a late acknowledgement takes an earlier one back": acking((s, from, upTo, io) => {
    s.acked.delete(from);
    deltas.upon(s, from, { type: "ack", upTo }, io);
  }),
  "one short: an acknowledgement is of what comes before it": acking((s, from, upTo, io) =>
    deltas.upon(s, from, { type: "ack", upTo: Math.max(0, upTo - 1) }, io)
  ),
  "for all: what one peer acknowledges all have": acking((s, from, upTo, io) => {
    for (const peer of [from, ...s.rules.peers]) deltas.upon(s, peer, { type: "ack", upTo }, io);
  }),
  "deaf: acknowledgements are not looked at": acking(() => {}),
  "not again: what is here already is not acknowledged": {
    upon(s, from, message, io) {
      if (message.type === "deltas" && minus(message.state, s.state).length === 0) return;
      deltas.upon(s, from, message, io);
    },
  },
  "my number: it acknowledges how many deltas it has itself": sending((message, s) =>
    message.type === "ack" ? { ...message, upTo: s.count } : message
  ),
  "no answer: nothing is acknowledged": sending((message) =>
    message.type === "ack" ? null : message
  ),
  "last only: the last delta is sent": sending((message, s, to) =>
    message.type === "ack" || message.whole
      ? message
      : { ...message, state: lacking(s, to).at(-1) ?? [] }
  ),
  "first only: the first delta that is lacking is sent": sending((message, s, to) =>
    message.type === "ack" || message.whole
      ? message
      : { ...message, state: lacking(s, to)[0] ?? [] }
  ),
  "all kept: who lacks some gets all that are kept": sending((message, s) =>
    message.type === "ack" || message.whole
      ? message
      : { ...message, state: [...s.kept.values()].reduce(join, []) }
  ),
  "one too many: the last that was acknowledged is sent again": {
    round(s, partner, io) {
      const acked = s.acked.get(partner);
      if (acked !== undefined && acked < s.count && s.kept.has(acked)) {
        s.acked.set(partner, acked - 1);
      }
      deltas.round(s, partner, io);
      if (acked !== undefined) s.acked.set(partner, acked);
    },
  },
  "own only: what comes from others is not handed on": {
    upon(s, from, message, io) {
      if (message.type === "ack") return deltas.upon(s, from, message, io);
      const before = s.count;
      deltas.upon(s, from, message, io);
      if (s.count > before) s.kept.set(s.count, []);
    },
  },
  "as it came: what is known already is kept as part of a delta": {
    upon(s, from, message, io) {
      if (message.type === "ack") return deltas.upon(s, from, message, io);
      const before = s.count;
      deltas.upon(s, from, message, io);
      if (s.count > before && s.kept.has(s.count)) s.kept.set(s.count, [...message.state]);
    },
  },
  "any update: what brings nothing new is a delta, too": {
    update(s, delta, io) {
      if (minus(delta, s.state).length > 0) return deltas.update(s, delta, io);
      s.kept.set(++s.count, []);
      io.save({ count: s.count, state: s.state });
    },
  },
  "never quiet: who has everything is sent an empty delta": {
    round(s, partner, io) {
      deltas.round(s, partner, io);
      if (s.count > 0 && s.acked.get(partner) === s.count) {
        io.send(partner, { type: "deltas", whole: false, upTo: s.count, state: [] });
      }
    },
  },
  "nothing kept: deltas are never kept": ruled(() => ({ most: 0 })),
  "no bound: all deltas are kept that somebody lacks": ruled(() => ({ most: Infinity })),
  "one more: one delta more is kept": ruled(({ most }) => ({ most: most + 1 })),
  "hundred: a hundred deltas are kept": ruled(({ most }) => ({ most: Math.min(most, 100) })),
  "oldest: of too many deltas the latest goes": forgetting((s, was) => {
    const { rules: { peers, most } } = s;
    const all = Math.min(...peers.map((peer: number) => s.acked.get(peer) ?? 0));
    const both = [...new Map<number, Any>([...was, ...s.kept])].filter(([number]) => number > all);
    s.kept.clear();
    for (const [number, each] of both.slice(0, most)) s.kept.set(number, each);
  }),
  "one has it: what one peer has acknowledged is not kept": forgetting((s) => {
    const any = Math.max(...s.rules.peers.map((peer: number) => s.acked.get(peer) ?? 0));
    for (const number of s.kept.keys()) if (number <= any) s.kept.delete(number);
  }),
  "first peers: two peers must have acknowledged what is not kept": forgetting((s) => {
    const two = s.rules.peers.slice(0, 2).map((peer: number) => s.acked.get(peer) ?? 0);
    for (const number of s.kept.keys()) if (number <= Math.min(...two)) s.kept.delete(number);
  }),
  "never empty: what all have is kept beside": forgetting((s, was) => {
    s.all = [...s.all ?? [], ...[...was].filter(([number]) => !s.kept.has(number))];
  }),
  "counts anew: after a crash numbers begin again": {
    start: (rules, saved) => deltas.start(rules, saved === null ? null : { ...saved, count: 0 }),
  },
  "newborn: what was saved is not looked at": { start: (rules) => deltas.start(rules, null) },
  "unsaved: what comes from others is not saved": {
    upon: (s, from, message, io) => deltas.upon(s, from, message, { ...io, save: () => {} }),
  },
  "saves always: each message is saved": {
    upon(s, from, message, io) {
      deltas.upon(s, from, message, io);
      io.save({ count: s.count, state: s.state });
    },
  },
  "saves deltas: the delta is saved, and not the state": within((io, s) => ({
    ...io,
    save: ({ count }) => io.save({ count, state: s.kept.get(count) ?? [] }),
  })),
  "lazy: what all have goes with the next delta": acking((s, from, upTo) => {
    s.acked.set(from, Math.max(upTo, s.acked.get(from) ?? 0));
  }),
  "nobody: who has no peers keeps deltas for somebody": ruled(({ peers }) => ({
    peers: peers.length === 0 ? [-1] : peers,
  })),
  "thousand: of the state a thousand texts are saved": within((io) => ({
    ...io,
    save: ({ count, state }) => io.save({ count, state: state.slice(0, 1000) }),
  })),
  "beside: what was acknowledged is kept beside the state": {
    start: (rules, saved) => (beside = deltas.start(rules, saved)),
    update: (_s, delta, io) => deltas.update(beside, delta, io),
    round: (_s, partner, io) => deltas.round(beside, partner, io),
    upon: (_s, from, message, io) => deltas.upon(beside, from, message, io),
    state: () => deltas.state(beside),
  },
};
