/** Reads by index, at the leader and at others, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import { follower } from "../follower.ts";
import { pqr } from "../pqr.ts";
import { rounds } from "../rounds.ts";
import { term } from "../term.ts";

export const indexMutants: Mutants<Answers> = {
  rounds: {
    "joins: a read counts on the round that is under way already": {
      read(s, read, log, io) {
        rounds.read(s, read, log, io);
        const mine = s.waiting.find((each: { read: number }) => each.read === read);
        if (mine?.round === null && s.round > 0) mine.round = s.round;
      },
    },
    "asks nobody: a leader takes it for granted that it still leads": {
      read: (s, read, log, io) =>
        log.executed >= log.decided ? io.answer(read) : rounds.read(s, read, log, io),
    },
    "a round each: every read has its own": {
      read(s, read, log, io) {
        rounds.due(s, log, io);
        rounds.read(s, read, log, io);
        if (s.waiting.some(({ round }: { round: number | null }) => round === null)) {
          rounds.due(s, log, io);
        }
      },
    },
    "the same again: a round that is due while one is under way has the same number": {
      due(s, log, io) {
        if (s.waiting.length > 0 && s.round > 0) s.round--;
        rounds.due(s, log, io);
      },
    },
    "does not wait: what is confirmed is answered before it is executed": {
      read: (s, read, { executed }, io) => rounds.read(s, read, { executed, decided: 0 }, io),
    },
    "counts twice: an acknowledgement that comes twice is one of two servers": {
      acknowledged(s, from, round, log, io) {
        const twice = s.acknowledged.get(from) === round ? io.servers + from : from;
        rounds.acknowledged(s, twice, round, log, io);
      },
    },
    "half is enough: of four servers two confirm a round": {
      acknowledged: (s, from, round, log, io) =>
        rounds.acknowledged(s, from, round, log, { ...io, servers: io.servers - 1 }),
    },
    "any round: an acknowledgement of an old round confirms the last one": {
      acknowledged: (s, from, _round, log, io) => rounds.acknowledged(s, from, s.round, log, io),
    },
    "the last: an acknowledgement that comes late takes back a later one": {
      acknowledged(s, from, round, log, io) {
        s.acknowledged.delete(from);
        rounds.acknowledged(s, from, round, log, io);
      },
    },
    "one for ever: no round is begun for reads that came while one was under way": {
      acknowledged(s, from, round, log, io) {
        const later = s.waiting.filter((each: { round: number | null }) => each.round === null);
        s.waiting = s.waiting.filter((each: { round: number | null }) => each.round !== null);
        rounds.acknowledged(s, from, round, log, io);
        s.waiting.push(...later);
      },
    },
    "a function: what it remembers is no plain data": {
      start: () => ({ ...rounds.start(), isConfirmed: () => true }),
    },
    "remembers: which reads were answered is kept for ever": {
      start: () => ({ ...rounds.start(), done: [] as number[] }),
      read(s, read, log, io) {
        s.done.push(read);
        rounds.read(s, read, log, io);
      },
    },
  },
  term: {
    "no current-term commit: a new leader takes its commit index for all that is committed": {
      read: (s, read, commit, io) =>
        s.term === null ? io.refuse(read) : io.pass(read, commit.index),
    },
    "any commit: something is committed, and it may be of an older term": {
      committed: (s, commit, io) =>
        s.term !== null && term.committed(s, { ...commit, term: s.term }, io),
    },
    "no entry: a new leader appends nothing": {
      lead: (s, own) => void term.lead(s, own, { append() {}, pass() {}, refuse() {} }),
    },
    "forgets them: reads that wait are not refused when it leads no more": {
      follow: (s, io) => term.follow(s, { ...io, refuse() {} }),
    },
    "keeps them: reads that wait are answered when it leads again": {
      follow: (s) => void (s.term = null),
    },
    "the first: of those that wait only one is passed on": {
      committed(s, commit, io) {
        if (s.term !== commit.term) return;
        const [first, ...others] = s.waiting;
        s.waiting = others;
        if (first !== undefined) io.pass(first, commit.index);
      },
    },
    "once is enough: who has led well before takes any commit index": {
      start: () => ({ ...term.start(), hasLed: false }),
      committed(s, commit, io) {
        s.hasLed ||= s.term === commit.term;
        term.committed(s, commit, io);
      },
      read: (s, read, commit, io) =>
        term.read(s, read, s.hasLed && s.term !== null ? { ...commit, term: s.term } : commit, io),
    },
    "another index: it looks at one commit index, and passes on the one before": {
      committed: (s, commit, io) =>
        term.committed(s, commit, {
          ...io,
          pass: (read, index) => io.pass(read, index - 1),
        }),
    },
  },
  follower: {
    "does not wait: a read is answered when its index is known": {
      index: (s, read, index, _executed, io) => follower.index(s, read, index, Infinity, io),
    },
    "no new leader: what the old one was asked is not asked again": {
      led: (s, leader, io) => follower.led(s, leader, { ...io, ask() {} }),
    },
    "all again: a new leader is asked for what has an index, too": {
      led(s, leader, io) {
        if (leader !== null && leader !== s.leader) {
          for (const [read, index] of s.reads) if (index !== null) io.ask(leader, read);
        }
        follower.led(s, leader, io);
      },
    },
    "one question: a read joins the question that is under way": {
      read(s, read, leader, io) {
        const isAsked = [...s.reads.values()].includes(null);
        follower.read(s, read, leader, isAsked ? { ...io, ask() {} } : io);
      },
    },
    "one number for all reads: an answer counts for whatever waits": {
      index(s, _read, index, executed, io) {
        for (const read of [...s.reads.keys()]) follower.index(s, read, index, executed, io);
      },
    },
    "drops them: reads that come while there is no leader are forgotten": {
      read: (s, read, leader, io) => leader !== null && follower.read(s, read, leader, io),
    },
    "the last word: an index that is told later takes the place of the first": {
      index(s, read, index, executed, io) {
        if (s.reads.has(read)) s.reads.set(read, null);
        follower.index(s, read, index, executed, io);
      },
    },
    "the first: only one read is answered at a time": {
      executed(s, executed, io) {
        let isFirst = true;
        for (const [read, index] of s.reads) {
          if (index === null || executed < index || !isFirst) continue;
          isFirst = false;
          s.reads.delete(read);
          io.answer(read);
        }
      },
    },
  },
  pqr: {
    "no rinse: a read is answered when a quorum has been asked": {
      peeked: (s, from, read, last, slots, io) =>
        pqr.peeked(s, from, read, last, { ...slots, executed: Infinity }, io),
    },
    "a majority: however many decide, a majority is asked": {
      read: (s, read, slots, io) =>
        pqr.read(s, read, slots, { ...io, accepts: (io.servers >> 1) + 1 }),
      peeked: (s, from, read, last, slots, io) =>
        pqr.peeked(s, from, read, last, slots, { ...io, accepts: (io.servers >> 1) + 1 }),
    },
    "counts twice: an answer that comes twice is one of two servers": {
      peeked(s, from, read, last, slots, io) {
        const isTwice = s.reads.get(read)?.answered.has(from);
        pqr.peeked(s, isTwice ? io.servers + from : from, read, last, slots, io);
      },
    },
    "what is executed: a server tells how far it has executed, and not what it has accepted": {
      peek: (_s, from, read, slots, io) => io.peeked(from, read, slots.executed),
    },
    "the last answer: the slot of whoever answers last counts, and not the greatest": {
      peeked(s, from, read, last, slots, io) {
        const asked = s.reads.get(read);
        if (asked !== undefined && !asked.hasQuorum && !asked.answered.has(from)) asked.last = last;
        pqr.peeked(s, from, read, last, slots, io);
      },
    },
    "itself apart: what the reading server has accepted does not count": {
      read: (s, read, slots, io) => pqr.read(s, read, { ...slots, last: 0 }, io),
    },
    "more and more: answers that come after the quorum count as well": {
      peeked(s, from, read, last, slots, io) {
        const asked = s.reads.get(read);
        if (asked?.hasQuorum) asked.last = Math.max(last, asked.last);
        pqr.peeked(s, from, read, last, slots, io);
      },
    },
    "one at a time: a read takes the place of the one before": {
      read(s, read, slots, io) {
        s.reads.clear();
        pqr.read(s, read, slots, io);
      },
    },
  },
};
