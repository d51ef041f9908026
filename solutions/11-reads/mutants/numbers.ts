/** What works only for few, or for small numbers. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import type { Any, ReplicatedLog, WholeOptions } from "../../../exercises/11-reads/given.ts";
import { cover } from "../cover.ts";
import { follower } from "../follower.ts";
import { granting } from "../granting.ts";
import { holder } from "../holder.ts";
import { holding } from "../holding.ts";
import { pqr } from "../pqr.ts";
import { rounds } from "../rounds.ts";
import { taking } from "../taking.ts";
import { term } from "../term.ts";
import { voter } from "../voter.ts";
import { reads } from "../whole.ts";

/** Only so many of a map, the oldest go first. */
function atMost(map: Map<unknown, unknown>, count: number): void {
  while (map.size > count) map.delete(map.keys().next().value);
}

/** Numbers of its own for what it asks, from 1 on with each start. */
const ownCount = {
  protocol(log: ReplicatedLog, options: WholeOptions) {
    const own = reads.protocol(log, options);
    const numbered = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Any, event: Any, io: Any) => {
            const known: [number, number][] = s.numbers ??= [];
            const isAnswer = type === "peeked" || type === "index";
            const id = known.find(([, number]) => number === event.id)?.[0];
            const translated = isAnswer ? { ...event, id: id ?? -1 } : event;
            const send = (to: number, message: Any) => {
              if (message.type !== "peek" && message.type !== "askIndex") {
                return io.send(to, message);
              }
              if (!known.some(([address]) => address === message.id)) {
                known.push([message.id, known.length + 1]);
              }
              const number = known.find(([address]) => address === message.id)![1];
              io.send(to, { ...message, id: number });
            };
            handle(s, translated, nested(io, { send } as Any));
          },
        ]),
      );
    return { ...own, upon: numbered(own.upon), after: numbered(own.after ?? {}) } as Any;
  },
};

/** The same, with two ranges of keys at most. */
const two = <C extends { readonly ranges: readonly unknown[] }>(io: C): C => ({
  ...io,
  ranges: io.ranges.slice(0, 2),
});

export const numberMutants: Mutants<Answers> = {
  rounds: {
    "sixteen: more reads than that do not wait": {
      read(s, read, log, io) {
        rounds.read(s, read, log, io);
        s.waiting = s.waiting.slice(0, 16);
      },
    },
    "a byte: rounds begin again after 255": {
      due(s, log, io) {
        if (s.round === 255) s.round = 0;
        rounds.due(s, log, io);
      },
    },
  },
  term: {
    "sixteen: more reads than that do not wait": {
      read(s, read, commit, io) {
        term.read(s, read, commit, io);
        s.waiting = s.waiting.slice(-16);
      },
    },
  },
  voter: {
    "falsy: a vote for server 0 is none": {
      asked(s, candidate, term, isTold, now) {
        if (s.vote === 0 && s.term === term) s.vote = null;
        return voter.asked(s, candidate, term, isTold, now);
      },
    },
    "a constant: it is loyal for 100 ms": {
      heard: (s, term, _loyalMs, now) => voter.heard(s, term, 100, now),
    },
  },
  holder: {
    "eight: of more rounds than that it does not know when they were sent": {
      sent(s, round, loyalty, now) {
        holder.sent(s, round, loyalty, now);
        atMost(s.sentAt, 8);
      },
    },
    "the last: when the last heartbeat was sent counts, whichever is acknowledged": {
      acknowledged(s, from, round, servers, loyalty, now) {
        const last = Math.max(...s.sentAt.values());
        for (const each of s.sentAt.keys()) s.sentAt.set(each, last);
        holder.acknowledged(s, from, round, servers, loyalty, now);
      },
    },
    "that very round: an acknowledgement of a later round says nothing of the earlier one": {
      acknowledged(s, from, round, servers, loyalty, now) {
        const others = [...s.acknowledged].filter(([, latest]) => latest !== round);
        for (const [node] of others) s.acknowledged.delete(node);
        holder.acknowledged(s, from, round, servers, loyalty, now);
        for (const [node, latest] of others) {
          if (!s.acknowledged.has(node)) s.acknowledged.set(node, latest);
        }
      },
    },
  },
  follower: {
    "falsy: server 0 is taken for nobody": {
      read: (s, read, leader, io) =>
        follower.read(s, read, leader, { ...io, ask: (to, each) => to > 0 && io.ask(to, each) }),
      led: (s, leader, io) =>
        follower.led(s, leader, { ...io, ask: (to, each) => to > 0 && io.ask(to, each) }),
    },
    "sixteen: more reads than that are forgotten": {
      read(s, read, leader, io) {
        follower.read(s, read, leader, io);
        atMost(s.reads, 16);
      },
    },
  },
  pqr: {
    "sixteen: more reads than that are forgotten": {
      read(s, read, slots, io) {
        pqr.read(s, read, slots, io);
        atMost(s.reads, 16);
      },
    },
    "five: servers 5 and above are not asked": {
      read: (s, read, slots, io) =>
        pqr.read(s, read, slots, {
          ...io,
          peek: (server, each) => server < 5 && io.peek(server, each),
        }),
    },
  },
  cover: {
    "the first is it: server 0 counts as the leader, whoever leads": {
      propose(s, slot, keys, io) {
        cover.propose(s, slot, keys, { ...io, self: 0 });
      },
    },
    "a constant: who is silent for 100 ms is removed, whatever silentMs says": {
      due: (s, now, io) => cover.due(s, now, { ...io, silentMs: 100 }),
    },
    "two: only the first two ranges have responders": {
      propose: (s, slot, keys, io) => cover.propose(s, slot, keys, two(io)),
      accepted: (s, from, slot, io) => cover.accepted(s, from, slot, two(io)),
      over: (s, server, io) => cover.over(s, server, two(io)),
      due: (s, now, io) => cover.due(s, now, two(io)),
    },
    "five: acceptances of servers 5 and above are lost": {
      accepted: (s, from, slot, io) => from < 5 && cover.accepted(s, from, slot, io),
    },
    "sixteen: more open slots than that are forgotten": {
      propose(s, slot, keys, io) {
        cover.propose(s, slot, keys, io);
        atMost(s.open, 16);
      },
    },
    "the first: one slot is decided at a time when leases are over": {
      over(s, server, io) {
        s.over.add(server);
        const [first] = [...s.open.keys()];
        if (first !== undefined) cover.accepted(s, io.self, first, io);
      },
    },
  },
  holding: {
    "five: notices of servers 5 and above are lost": {
      notice: (s, from, slot, ballot, io) => from < 5 && holding.notice(s, from, slot, ballot, io),
    },
    "sixteen: more reads than that are not held": {
      read(s, read, key, isLeased, io) {
        holding.read(s, read, key, isLeased, io);
        s.held = s.held.slice(-16);
      },
    },
    "eight: notices of more slots than that are forgotten": {
      notice(s, from, slot, ballot, io) {
        holding.notice(s, from, slot, ballot, io);
        atMost(s.notices, 8);
      },
    },
  },
  taking: {
    "a half: the first promise is taken within half a lease, whatever guardMs says": {
      promise: (s, from, guard, turn, times, now, io) =>
        taking.promise(s, from, guard, turn, { ...times, guardMs: times.leaseMs / 2 }, now, io),
    },
    "a constant: a lease is 100 ms, and a guard counts for 50": {
      promise: (s, from, guard, turn, times, now, io) =>
        taking.promise(s, from, guard, turn, { ...times, leaseMs: 100, guardMs: 50 }, now, io),
    },
    "ten: a lease is renewed ten times": {
      promise: (s, from, guard, turn, times, now, io) =>
        turn <= 10 && taking.promise(s, from, guard, turn, times, now, io),
    },
    "one: of several grantors only the last counts": {
      guard(s, from, guard, ballot, now, io) {
        for (const node of [...s.leases.keys()]) if (node !== from) s.leases.delete(node);
        taking.guard(s, from, guard, ballot, now, io);
      },
    },
  },
  granting: {
    "from the second on: server 0 gets no lease": {
      due: (s, times, now, fresh, io) =>
        granting.due(s, times, now, fresh, {
          ...io,
          guard: (to, guard) => to > 0 && io.guard(to, guard),
        }),
    },
    "a constant: a lease is 100 ms": {
      guardReply: (s, from, guard, times, now, io) =>
        granting.guardReply(s, from, guard, { ...times, leaseMs: 100 }, now, io),
    },
    "five: servers 5 and above get no leases": {
      due: (s, times, now, fresh, io) =>
        granting.due(s, times, now, fresh, { ...io, servers: Math.min(5, io.servers) }),
    },
    "ten: a lease is renewed ten times": {
      due: (s, times, now, fresh, io) =>
        granting.due(s, times, now, fresh, {
          ...io,
          promise: (to, guard, turn) => turn <= 10 && io.promise(to, guard, turn),
        }),
    },
  },
  indexed: {
    "a count of its own: numbers begin again after a crash, and an old answer counts": ownCount,
  },
  quorums: {
    "a count of its own: numbers begin again after a crash, and an old answer counts": ownCount,
  },
};
