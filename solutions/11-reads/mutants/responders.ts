/** Responders, and the leader whose writes wait for them, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import { cover } from "../cover.ts";
import { holding } from "../holding.ts";

export const responderMutants: Mutants<Answers> = {
  cover: {
    "release at a majority without responder cover: nobody else is waited for": {
      propose: (s, slot, _keys, io) => cover.propose(s, slot, [], io),
    },
    "cover alone: all responders are enough, without a majority": {
      accepted: (s, from, slot, io) => cover.accepted(s, from, slot, { ...io, servers: 1 }),
      propose: (s, slot, keys, io) => cover.propose(s, slot, keys, { ...io, servers: 1 }),
    },
    "the first key: of a command that writes two only one counts": {
      propose: (s, slot, keys, io) => cover.propose(s, slot, keys.slice(0, 1), io),
    },
    "to the end: the end of a range counts as in it": {
      propose: (s, slot, keys, io) => cover.propose(s, slot, keys, wider(io)),
      accepted: (s, from, slot, io) => cover.accepted(s, from, slot, wider(io)),
      over: (s, server, io) => cover.over(s, server, wider(io)),
    },
    "silent is over: who is to be removed is not waited for": {
      due(s, now, io) {
        const gone: number[] = [];
        cover.due(s, now, {
          ...io,
          remove(server) {
            io.remove(server);
            gone.push(server);
          },
        });
        for (const server of gone) cover.over(s, server, io);
      },
    },
    "dead responder never removed: writes of its keys wait for ever": { due() {} },
    "again and again: it is removed whenever one looks": {
      due(s, now, io) {
        s.removed.clear();
        cover.due(s, now, io);
      },
    },
    "open slots: what waits for a responder whose leases are over waits on": {
      over: (s, server) => void s.over.add(server),
    },
    "over is yes: whose leases are over counts for the majority": {
      over(s, server, io) {
        for (const open of s.open.values()) open.accepted.add(server);
        cover.over(s, server, io);
      },
    },
    "out: who is no responder any more does not count for the majority": {
      accepted: (s, from, slot, io) => s.over.has(from) || cover.accepted(s, from, slot, io),
    },
    "a second time: a slot is decided with every acceptance": {
      accepted(s, from, slot, io) {
        const open = s.open.get(slot);
        cover.accepted(s, from, slot, io);
        if (open !== undefined && !s.open.has(slot)) s.open.set(slot, open);
      },
    },
    "in order: a slot waits for those before it": {
      accepted(s, from, slot, io) {
        const isFirst = slot === Math.min(...s.open.keys());
        if (isFirst) cover.accepted(s, from, slot, io);
        else s.open.get(slot)?.accepted.add(from);
      },
    },
    "not heard of: who was never heard is never silent": {
      due(s, now, io) {
        cover.due(s, now, { ...io, remove: (server) => s.heard.has(server) && io.remove(server) });
      },
    },
  },
  holding: {
    "again: what is proposed again after it was decided is remembered for ever": {
      accept(s, slot, key, ballot, io) {
        if (s.decided.has(slot)) (s.again ??= new Map()).set(slot, { key, ballot });
        holding.accept(s, slot, key, ballot, io);
      },
    },
    "answer the previous value instead of holding: what is decided is answered": {
      read: (s, read, key, isLeased, io) =>
        isLeased ? io.answer(read, s.latest.get(key) ?? 0) : io.forward(read),
    },
    "answer the new value: what is accepted is answered before it is decided": {
      read(s, read, key, isLeased, io) {
        const open = [...s.open].filter(([, each]) => each.key === key).map(([slot]) => slot);
        const last = Math.max(s.latest.get(key) ?? 0, ...open);
        isLeased ? io.answer(read, last) : io.forward(read);
      },
    },
    "leader serves its committed value while responders serve early: only others hold": {
      read: (s, read, key, isLeased, io) =>
        io.leads
          ? io.answer(read, s.latest.get(key) ?? 0)
          : holding.read(s, read, key, isLeased, io),
    },
    "a majority: notices of a majority are enough, without the other responders": {
      notice: (s, from, slot, ballot, io) =>
        holding.notice(s, from, slot, ballot, { ...io, responders: () => [] }),
      accept: (s, slot, key, ballot, io) =>
        holding.accept(s, slot, key, ballot, { ...io, responders: () => [] }),
    },
    "cover alone: notices of all responders are enough, without a majority": {
      notice: (s, from, slot, ballot, io) =>
        holding.notice(s, from, slot, ballot, { ...io, servers: 2 }),
    },
    "any ballot: notices of an older ballot count": {
      notice: (s, from, slot, ballot, io) =>
        holding.notice(s, from, slot, s.open.get(slot)?.ballot ?? ballot, io),
    },
    "too early: a notice that comes before its write is lost": {
      notice: (s, from, slot, ballot, io) =>
        s.open.has(slot) && holding.notice(s, from, slot, ballot, io),
    },
    "deaf: it waits for the leader, whatever others tell": { notice() {} },
    "keeps them: reads that are held when leases are lost go on waiting": { unleased() {} },
    "no lease: it answers whether it has leases or not": {
      read: (s, read, key, _isLeased, io) => holding.read(s, read, key, true, io),
    },
    "remembers: which reads were answered is kept for ever": {
      start: () => ({ ...holding.start(), done: [] as number[] }),
      read(s, read, key, isLeased, io) {
        s.done.push(read);
        holding.read(s, read, key, isLeased, io);
      },
    },
    "remembers notices: those of slots that are decided are kept for ever": {
      start: () => ({ ...holding.start(), all: [] as unknown[] }),
      notice(s, from, slot, ballot, io) {
        s.all.push({ from, slot, ballot });
        holding.notice(s, from, slot, ballot, io);
      },
    },
    "remembers notices that come late: those of slots that were decided before are kept for ever": {
      start: () => ({ ...holding.start(), all: [] as unknown[] }),
      notice(s, from, slot, ballot, io) {
        if (s.decided.has(slot)) s.all.push({ from, slot, ballot });
        holding.notice(s, from, slot, ballot, io);
      },
    },
    "any key: a write of another key holds a read": {
      read(s, read, key, isLeased, io) {
        const last = Math.max(0, ...s.open.keys());
        if (isLeased && last > (s.latest.get(key) ?? 0)) s.held.push({ read, key, slot: last });
        else holding.read(s, read, key, isLeased, io);
      },
    },
    "the first: of those that wait for a slot only one is answered": {
      decided(s, slot, key, io) {
        let isFirst = true;
        holding.decided(s, slot, key, {
          ...io,
          answer(read, with_) {
            if (isFirst) io.answer(read, with_);
            isFirst = false;
          },
        });
      },
    },
    "for ever: a read waits for writes that came after it, too": {
      decided(s, slot, key, io) {
        const later = Math.max(
          0,
          ...[...s.open].filter(([at, each]) => each.key === key && at > slot).map(([at]) => at),
        );
        if (later > 0) {
          s.held = s.held.map((each: { slot: number }) =>
            each.slot === slot ? { ...each, slot: later } : each
          );
        }
        holding.decided(s, slot, key, io);
      },
    },
    "the slot itself: the answer is the slot that it waited for, whatever is there by now": {
      decided(s, slot, key, io) {
        holding.decided(s, slot, key, { ...io, answer: (read) => io.answer(read, slot) });
      },
    },
  },
};

/** Whose ranges have their ends in them. */
function wider<C extends { readonly ranges: readonly { readonly to: string | null }[] }>(io: C): C {
  return {
    ...io,
    ranges: io.ranges.map((range) => ({
      ...range,
      to: range.to === null ? null : `${range.to}\u0000`,
    })),
  };
}
