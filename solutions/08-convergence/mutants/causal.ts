/** Bugs of causal broadcast. @module */

import type {
  Any,
  Broadcast,
  Causal,
  CausalIo,
  CausalMessage,
} from "../../../exercises/08-convergence/given.ts";
import { causal } from "../causal.ts";

type Bugs = Readonly<Record<string, Partial<Causal>>>;

/** The reference, with another `io` for each of its steps. */
const within = (change: (io: CausalIo, s: Any) => CausalIo): Partial<Causal> => ({
  say: (s, payload, io) => causal.say(s, payload, change(io, s)),
  round: (s, partner, io) => causal.round(s, partner, change(io, s)),
  upon: (s, from, message, io) => causal.upon(s, from, message, change(io, s)),
});

/** The reference, before which something else is done upon a broadcast. */
const upon = (
  handle: (s: Any, from: number, message: Broadcast, io: CausalIo, right: Causal["upon"]) => void,
): Partial<Causal> => ({
  upon(s, from, message, io) {
    if (message.type === "known") causal.upon(s, from, message, io);
    else handle(s, from, message, io, causal.upon);
  },
});

/** The reference, that is told another row. */
const row = (
  change: (row: readonly number[], s: Any, from: number) => readonly number[] | null,
): Partial<Causal> => ({
  upon(s, from, message, io) {
    if (message.type !== "known") return causal.upon(s, from, message, io);
    const other = change(message.row, s, from);
    if (other !== null) causal.upon(s, from, { type: "known", row: other }, io);
  },
});

/** A stamp of which only some entries count. */
const stamped = (change: (stamp: number[], origin: number, own: number[]) => number[]) =>
  upon((s, from, message, io, right) => {
    const { origin, payload } = message, real = [...message.stamp], own = s.known[s.rules.self];
    const stamp = change([...real], origin, own);
    right(s, from, { type: "broadcast", origin, stamp, payload }, {
      ...bare(io),
      deliver: (each) =>
        io.deliver(
          each.stamp === stamp || `${each.stamp}` === `${stamp}` ? { ...each, stamp: real } : each,
        ),
    });
  });

const bare = (io: CausalIo): CausalIo => ({
  send: (to, message) => io.send(to, message),
  deliver: (broadcast) => io.deliver(broadcast),
  stable: (upTo) => io.stable(upTo),
});
const sending = (change: (to: number, message: CausalMessage, s: Any) => CausalMessage | null) =>
  within((io, s) => ({
    ...bare(io),
    send(to, message) {
      const other = change(to, message, s);
      if (other !== null) io.send(to, other);
    },
  }));

const stable = (change: (s: Any, upTo: readonly number[]) => readonly number[] | null) =>
  within((io, s) => ({
    ...bare(io),
    stable(upTo) {
      const other = change(s, upTo);
      if (other !== null) io.stable(other);
    },
  }));

let beside: Any;

export const mutants: Bugs = {
  "at once: what comes is delivered as it comes": upon((s, from, message, io, right) => {
    right(s, from, message as CausalMessage, io);
    const waits = s.waiting.splice(0);
    for (const each of waits) io.deliver(each);
  }),
  "FIFO: only the order of each node is kept": stamped((stamp, origin) =>
    stamp.map((count, of) => of === origin ? count : 0)
  ),
  "not its own: what a node has said itself may come in any order": stamped((stamp, origin, own) =>
    stamp.map((count, of) =>
      of === origin ? Math.max(count, 1) && Math.min(count, own[of]! + 1) : count
    )
  ),
  "mine: what was said here is not waited for by others' stamps": stamped((stamp, origin, own) =>
    stamp.map((count, of) => of === origin ? count : Math.min(count, own[of]! + (of === 0 ? 1 : 0)))
  ),
  "waits for itself: what a stamp counts of its own node must be there before": upon(
    (s, from, message, io, right) => {
      const { origin, stamp } = message, has = s.known[s.rules.self];
      if (stamp[origin]! <= has[origin]) right(s, from, message as CausalMessage, io);
    },
  ),
  "again: what comes twice is delivered twice": upon((s, from, message, io, right) => {
    const isOld = message.stamp[message.origin]! <= s.known[s.rules.self][message.origin];
    right(s, from, message as CausalMessage, io);
    if (isOld) io.deliver(message);
  }),
  "waits twice: what waits is put there again": upon((s, from, message, io, right) => {
    const { origin, stamp, payload } = message;
    const waits = s.waiting.some((each: Broadcast) =>
      each.origin === origin && each.stamp[origin] === stamp[origin]
    );
    right(s, from, message as CausalMessage, io);
    if (waits) io.deliver({ origin, stamp, payload });
  }),
  "heap: what comes too early is kept each time": upon((s, from, message, io, right) => {
    const { length } = s.waiting;
    right(s, from, message as CausalMessage, io);
    if (s.waiting.length === length && length > 0) s.heap = [...s.heap ?? [], message];
  }),
  "thrown away: what comes too early is forgotten": upon((s, from, message, io, right) => {
    right(s, from, message as CausalMessage, io);
    s.waiting.length = 0;
  }),
  "looks once: one that is delivered frees one other": upon((s, from, message, io, right) => {
    const { waiting } = s;
    s.waiting = waiting.slice(0, 1);
    const rest = waiting.slice(1);
    right(s, from, message as CausalMessage, io);
    s.waiting.push(...rest);
  }),
  "two wait: a third that is early is thrown away": upon((s, from, message, io, right) => {
    right(s, from, message as CausalMessage, io);
    s.waiting.splice(2);
  }),
  "from its origin: it takes a broadcast of its origin only": upon(
    (s, from, message, io, right) => {
      if (from === message.origin) right(s, from, message as CausalMessage, io);
    },
  ),
  "late: what is said here is delivered when it comes back": {
    say: (s, payload, io) => causal.say(s, payload, { ...bare(io), deliver: () => {} }),
  },
  "to some: what is said here goes to nodes that were heard of": sending((to, message, s) =>
    message.type === "broadcast" && message.origin === s.rules.self &&
      s.known[to].every((count: number) => count === 0)
      ? null
      : message
  ),
  "to two: what is said goes to two others": {
    say(s, payload, io) {
      let sent = 0;
      causal.say(s, payload, {
        ...bare(io),
        send: (to, message) => sent++ < 2 && io.send(to, message),
      });
    },
  },
  "no stamp of others: a stamp counts only its own node's": sending((_, message, s) =>
    message.type === "broadcast" && message.origin === s.rules.self
      ? {
        ...message,
        stamp: message.stamp.map((count, of) => of === s.rules.self ? count : 0),
      }
      : message
  ),
  "before: a stamp does not count the broadcast itself": sending((_, message, s) =>
    message.type === "broadcast" && message.origin === s.rules.self
      ? {
        ...message,
        stamp: message.stamp.map((count, of) => of === s.rules.self ? count - 1 : count),
      }
      : message
  ),
  "nothing: an empty text is not said": {
    say: (s, payload, io) => payload && causal.say(s, payload, io),
  },
  "own only: to who lacks something go this node's own": sending((_, message, s) =>
    message.type === "broadcast" && message.origin !== s.rules.self ? null : message
  ),
  "first: to who lacks several goes the first": {
    upon(s, from, message, io) {
      let sent = 0;
      causal.upon(s, from, message, {
        ...bare(io),
        send: (to, each) => sent++ < 1 && io.send(to, each),
      });
    },
  },
  "back: who lacks its own is sent it": {
    upon(s, from, message, io) {
      const kept = [...s.kept];
      causal.upon(s, from, message, io);
      if (message.type !== "known") return;
      for (const each of kept) {
        if (each.origin === from && each.stamp[from] > message.row[from]!) {
          io.send(from, { type: "broadcast", ...each });
        }
      }
    },
  },
  "by this row: what was known before is not looked at": {
    upon(s, from, message, io) {
      if (message.type !== "known") return causal.upon(s, from, message, io);
      const kept: Broadcast[] = [...s.kept], before = s.known[from];
      causal.upon(s, from, message, io);
      for (const each of kept) {
        const { origin, stamp } = each, count = stamp[origin]!;
        if (origin !== from && count > message.row[origin]! && count <= before[origin]) {
          io.send(from, { type: "broadcast", ...each });
        }
      }
    },
  },
  "never again: who lacks something is sent nothing": {
    upon: (s, from, message, io) =>
      causal.upon(
        s,
        from,
        message,
        message.type === "known" ? { ...bare(io), send: () => {} } : io,
      ),
  },
  "any row: a row counts, whatever its node has said": {
    upon(s, from, message, io) {
      causal.upon(s, from, message, io);
      if (message.type !== "known") return;
      const has = s.known[s.rules.self][from];
      if (message.row[from]! <= has) return;
      causal.upon(s, from, {
        type: "known",
        row: message.row.map((n, of) => of === from ? has : n),
      }, { ...bare(io), send: () => {} });
    },
  },
  "no row: a row does not count": row((told, _s, from) =>
    told.map((n, of) => of === from ? Infinity : n)
  ),
  "the last row: what is known of a node is what it told last": {
    upon(s, from, message, io) {
      if (message.type === "known" && message.row[from]! <= s.known[s.rules.self][from]) {
        s.known[from] = s.known[from].map((n: number, of: number) =>
          Math.min(n, Math.max(message.row[of]!, s.stable[of]))
        );
      }
      causal.upon(s, from, message, io);
    },
  },
  "rows only: stamps do not count for what is known": upon((s, from, message, io, right) => {
    const before = s.known.map((each: number[]) => [...each]);
    right(s, from, message as CausalMessage, { ...bare(io), stable: () => {} });
    s.known.forEach((_: unknown, node: number) => {
      if (node !== s.rules.self) s.known[node] = before[node];
    });
  }),
  "here: stable is what is delivered here": stable((s) => s.known[s.rules.self]),
  "one other: stable is what one other has": stable((s, upTo) =>
    upTo.map((_, of) =>
      Math.min(
        s.known[s.rules.self][of],
        Math.max(
          ...s.known.flatMap((each: number[], node: number) =>
            node === s.rules.self ? [] : [each[of]!]
          ),
        ),
      )
    )
  ),
  "not told: nobody is told what is stable": stable(() => null),
  "own stable: of what is stable only this node's own is told": stable((s, upTo) =>
    upTo.map((n, of) => of === s.rules.self ? n : 0)
  ),
  "keeps all: what is stable is kept": {
    upon(s, from, message, io) {
      const before = [...s.kept];
      causal.upon(s, from, message, io);
      s.all = [...s.all ?? [], ...before.filter((each) => !s.kept.includes(each))];
    },
  },
  "a round of nothing: who has nothing to tell has no round": {
    round: (s, partner, io) =>
      s.known[s.rules.self].some((n: number) => n > 0) && causal.round(s, partner, io),
  },
  "hundred: who lacks more than a hundred gets a hundred": {
    upon(s, from, message, io) {
      let sent = 0;
      causal.upon(s, from, message, {
        ...bare(io),
        send: (to, each) => sent++ < 100 && io.send(to, each),
      });
    },
  },
  "digits: what waits is known by its origin and number, put together": upon(
    (s, from, message, io, right) => {
      const name = ({ origin, stamp }: Any) => `${origin}${stamp[origin]}`;
      if (s.waiting.some((each: Any) => name(each) === name(message))) return;
      right(s, from, message as CausalMessage, io);
    },
  ),
  "eight: of a row the first eight nodes count": row((row) =>
    row.map((count, node) => node < 8 ? count : 0)
  ),
  "two hundred: of what is not stable the latest two hundred are kept": {
    say(s, payload, io) {
      causal.say(s, payload, io);
      s.kept = s.kept.slice(-200);
    },
  },
  "beside: what is known is kept beside the state": {
    start: (rules) => beside = causal.start(rules),
    say: (_s, payload, io) => causal.say(beside, payload, io),
    upon: (_s, from, message, io) => causal.upon(beside, from, message, io),
    round: (_s, partner, io) => causal.round(beside, partner, io),
  },
};
