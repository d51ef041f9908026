/** Roster leases, at both ends, and changes of the roster, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import { changing } from "../changing.ts";
import { granting } from "../granting.ts";
import { taking } from "../taking.ts";

const twice = <T extends { readonly leaseMs: number }>(times: T): T => ({
  ...times,
  leaseMs: 2 * times.leaseMs,
});

export const rosterMutants: Mutants<Answers> = {
  taking: {
    "forgets it: a revocation that is the first word of a grantor means nothing": {
      revoke: (s, from, guard, io) =>
        s.leases.has(from) ? taking.revoke(s, from, guard, io) : io.revokeReply(from, guard),
    },
    "skips: any later turn is taken, and not only the next one": {
      promise(s, from, guard, turn, times, now, io) {
        const lease = s.leases.get(from);
        if (lease?.guard === guard && lease.turn > 0 && turn > lease.turn) lease.turn = turn - 1;
        taking.promise(s, from, guard, turn, times, now, io);
      },
    },
    "holder's timer outlives the grantor's: a promise lasts twice as long": {
      promise: (s, from, guard, turn, times, now, io) =>
        taking.promise(s, from, guard, turn, twice(times), now, io),
    },
    "no guard: a first promise is taken however late it comes": {
      promise: (s, from, guard, turn, times, now, io) =>
        taking.promise(s, from, guard, turn, { ...times, guardMs: Infinity }, now, io),
    },
    "brought back: a renewal that comes too late is taken": {
      promise(s, from, guard, turn, times, now, io) {
        const lease = s.leases.get(from);
        if (lease?.until != null && turn === lease.turn + 1) lease.until = Infinity;
        taking.promise(s, from, guard, turn, times, now, io);
      },
    },
    "any turn: a promise that comes twice makes the lease longer": {
      promise(s, from, guard, turn, times, now, io) {
        const lease = s.leases.get(from);
        if (lease?.turn === turn && lease.until > now) lease.turn--;
        const lasts = turn === 1 && lease?.until > now ? { ...times, guardMs: Infinity } : times;
        taking.promise(s, from, guard, turn, lasts, now, io);
      },
    },
    "count leases of another ballot: all that last count": {
      held: (s, _ballot, servers, now) =>
        1 + [...s.leases.values()].filter(({ ballot }) => taking.held(s, ballot, servers, now) > 1)
          .filter(({ until }) => until !== null && now < until).length,
    },
    "itself apart: it does not count itself": {
      held: (s, ballot, servers, now) => taking.held(s, ballot, servers, now) - 1,
    },
    "keeps it: a lease that is given back is held on": {
      revoke: (_s, from, guard, io) => io.revokeReply(from, guard),
    },
    "any guard: a promise after an older guard is taken": {
      promise(s, from, _guard, turn, times, now, io) {
        const guard = s.leases.get(from)?.guard ?? 0;
        taking.promise(s, from, guard, turn, times, now, io);
      },
    },
    "back: an old guard that comes late takes the place of the new one": {
      guard(s, from, guard, ballot, now, io) {
        if (guard !== s.leases.get(from)?.guard) s.leases.delete(from);
        taking.guard(s, from, guard, ballot, now, io);
      },
    },
    "the clock again: a guard that comes twice begins the wait anew": {
      guard(s, from, guard, ballot, now, io) {
        const known = s.leases.get(from);
        if (known?.guard === guard && known.turn === 0) s.leases.delete(from);
        taking.guard(s, from, guard, ballot, now, io);
      },
    },
    "revoked by anybody: a revocation of an older guard ends the lease": {
      revoke: (s, from, guard, io) =>
        taking.revoke(s, from, s.leases.get(from)?.guard ?? guard, {
          ...io,
          revokeReply: () => io.revokeReply(from, guard),
        }),
    },
  },
  granting: {
    "no drift bound: it counts on its own clock what the holder counts on its": {
      guardReply: (s, from, guard, times, now, io) =>
        granting.guardReply(s, from, guard, { ...times, drift: 0 }, now, io),
    },
    "no guard: a first promise is over after one lease": {
      guardReply: (s, from, guard, times, now, io) =>
        granting.guardReply(s, from, guard, { ...times, guardMs: 0 }, now, io),
    },
    "from when it is sent: a renewal is over one lease after it was sent": {
      due(s, times, now, fresh, io) {
        const turns = new Map([...s.grants].map(([to, { turn }]) => [to, turn]));
        granting.due(s, times, now, fresh, io);
        for (const [to, each] of s.grants) {
          if (each.turn > 1 && each.turn !== turns.get(to)) each.until = now + times.leaseMs;
        }
      },
    },
    "forgets: after a crash it is free at once": {
      start: (_hasCrashed, times, now) => granting.start(false, times, now),
    },
    "one lease: after a crash it is free after one lease": {
      start: (hasCrashed, times, now) =>
        granting.start(hasCrashed, { ...times, leaseMs: times.leaseMs / 2, guardMs: 0 }, now),
    },
    "never over: an answer does not tell it that a promise was taken before": {
      promiseReply(s, from, guard, turn, times, now) {
        const granted = s.grants.get(from), until = granted?.until;
        granting.promiseReply(s, from, guard, turn, times, now);
        if (granted !== undefined) granted.until = until;
      },
    },
    "any answer: that to an older promise ends the wait for the last": {
      promiseReply(s, from, guard, _turn, times, now) {
        granting.promiseReply(s, from, guard, s.grants.get(from)?.turn, times, now);
      },
    },
    "on and on: it renews while it wants its leases back": {
      due(s, times, now, fresh, io) {
        const { isRevoking } = s;
        s.isRevoking = false;
        granting.due(s, times, now, fresh, io);
        s.isRevoking = isRevoking;
      },
    },
    "a late answer: a guard that is answered while it wants its leases back is a lease": {
      guardReply(s, from, guard, times, now, io) {
        const { isRevoking } = s;
        s.isRevoking = false;
        granting.guardReply(s, from, guard, times, now, io);
        s.isRevoking = isRevoking;
      },
    },
    "asked is given: who was asked for a lease has it no more": {
      revoke(s, now, io) {
        granting.revoke(s, now, io);
        s.grants.clear();
      },
    },
    "asks once: a revocation that is lost is not sent again": {
      due: (s, times, now, fresh, io) => s.isRevoking || granting.due(s, times, now, fresh, io),
    },
    "waits for all: it is free only when everybody has given their lease back": {
      isFree: (s, now) =>
        granting.isFree(s, now) &&
        ![...s.grants.values()].some(({ turn }) => turn > 0),
    },
    "remembers: guards whose leases are over are kept for ever": {
      start: (...args) => ({ ...granting.start(...args), all: [] as number[] }),
      guardReply(s, from, guard, times, now, io) {
        s.all.push(guard);
        granting.guardReply(s, from, guard, times, now, io);
      },
      resume(s) {
        s.all = [];
        granting.resume(s);
      },
    },
    "next, next: a promise that was not answered is followed by the next": {
      due(s, times, now, fresh, io) {
        for (const each of s.grants.values()) if (each.turn > 0) each.answered = true;
        granting.due(s, times, now, fresh, io);
      },
    },
  },
  changing: {
    "the one that asks: who is free adopts that ballot, though a higher one is wanted": {
      asked(s, ballot, isFree, io) {
        if (isFree && ballot > s.ballot) s.wanted = null;
        changing.asked(s, ballot, isFree, io);
      },
    },
    "adopt a roster without waiting for revocation: it is promised as soon as it is asked for": {
      asked: (s, ballot, _isFree, io) => changing.asked(s, ballot, true, io),
    },
    "the first: a still higher ballot that it is asked for meanwhile is lost": {
      asked: (s, ballot, isFree, io) => s.wanted === null && changing.asked(s, ballot, isFree, io),
    },
    "the last: a lower ballot takes the place of the one that it wants": {
      asked(s, ballot, isFree, io) {
        if (s.wanted !== null && ballot > s.ballot) s.wanted = ballot;
        else changing.asked(s, ballot, isFree, io);
      },
    },
    "again and again: it wants its leases back whenever it is asked": {
      asked(s, ballot, isFree, io) {
        const isLater = s.wanted !== null && ballot > s.wanted;
        changing.asked(s, ballot, isFree, io);
        if (isLater && !isFree) io.revoke();
      },
    },
    "an old bar: it is what had been accepted when the ballot was asked for": {
      start: (ballot, bar) => ({ ...changing.start(ballot, bar), then: 0 }),
      asked(s, ballot, isFree, io) {
        s.then = io.last;
        changing.asked(s, ballot, isFree, io);
      },
      freed: (s, io) => changing.freed(s, { ...io, last: s.then }),
    },
    "no bar: leases are enough": {
      mayAnswer: (s, leases, _executed, io) => changing.mayAnswer(s, leases, Infinity, io),
    },
    "own bar: what it had accepted itself does not count": {
      mayAnswer: (s, leases, executed, io) =>
        changing.mayAnswer({ ...s, bar: 0 }, leases, executed, io),
    },
    "the lowest bar: it has executed what one of them had accepted": {
      mayAnswer(s, leases, executed, io) {
        const low = Math.min(...leases.map(({ bar }) => bar));
        return changing.mayAnswer(s, leases.map((each) => ({ ...each, bar: low })), executed, io);
      },
    },
    "another ballot: leases on the roster of any ballot count": {
      mayAnswer: (s, leases, executed, io) =>
        changing.mayAnswer(s, leases.map((each) => ({ ...each, ballot: s.ballot })), executed, io),
    },
    "others alone: it does not count itself": {
      mayAnswer: (s, leases, executed, io) =>
        changing.mayAnswer(s, leases, executed, { ...io, servers: io.servers + 2 }),
    },
    "remembers: all ballots that it was asked for are kept for ever": {
      start: (...args) => ({ ...changing.start(...args), all: [] as number[] }),
      asked(s, ballot, isFree, io) {
        s.all.push(ballot);
        changing.asked(s, ballot, isFree, io);
      },
    },
    "dead ends: what it wants is forgotten when it is free": {
      freed: (s) => void (s.wanted = null),
    },
  },
};
