/** A leader's lease, at both ends, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import { holder } from "../holder.ts";
import { voter } from "../voter.ts";

export const leaseMutants: Mutants<Answers> = {
  holder: {
    "no drift bound: a lease is as long as loyalty": { leaseMs: ({ loyalMs }) => loyalMs },
    "one clock: only the leader's clock drifts": {
      leaseMs: ({ loyalMs, drift }) => loyalMs * (1 - drift),
    },
    "half of it: a lease is much shorter than it could be": {
      leaseMs: (loyalty) => holder.leaseMs(loyalty) / 2,
    },
    "from the answer: a lease begins when a majority has acknowledged it": {
      acknowledged(s, from, round, servers, loyalty, now) {
        for (const sent of s.sentAt.keys()) if (sent <= round) s.sentAt.set(sent, now);
        holder.acknowledged(s, from, round, servers, loyalty, now);
      },
    },
    "lease survives transfer: who has handed over reads on": {
      handsOver: (s) => void (s.hasHandedOver = true),
    },
    "again: who has handed over gets a lease by what is acknowledged later": {
      handsOver: (s) => void (s.until = -Infinity),
    },
    "lease survives a term: in a new term that of the old one counts": {
      lead(s) {
        const { until } = s;
        holder.lead(s);
        s.until = until;
      },
    },
    "old acknowledgements: those of the last term count in the new one": {
      lead(s) {
        const { acknowledged } = s;
        holder.lead(s);
        s.acknowledged = acknowledged;
      },
    },
    "shorter: an acknowledgement that comes late makes the lease end earlier": {
      start: () => ({ ...holder.start(), all: new Map<number, number>() }),
      lead(s) {
        s.all.clear();
        holder.lead(s);
      },
      sent(s, round, loyalty, now) {
        s.all.set(round, now);
        holder.sent(s, round, loyalty, now);
      },
      acknowledged(s, from, round, servers, loyalty, now) {
        holder.acknowledged(s, from, round, servers, loyalty, now);
        const who = [...s.acknowledged.values()].filter((latest) => latest >= round);
        if (s.hasHandedOver || 2 * (who.length + 1) <= servers) return;
        s.until = s.all.get(round) + holder.leaseMs(loyalty);
      },
    },
    "half is enough: of four servers two make a lease": {
      acknowledged: (s, from, round, servers, loyalty, now) =>
        holder.acknowledged(s, from, round, servers - 1, loyalty, now),
    },
    "not yet over: it reads at the very end of the lease": { mayRead: (s, now) => now <= s.until },
    "unheard: rounds that nobody has acknowledged are kept for ever": {
      sent: (s, round, _loyalty, now) => void s.sentAt.set(round, now),
    },
    "remembers: when each round was sent is kept for ever": {
      start: () => ({ ...holder.start(), all: [] as number[] }),
      sent(s, round, loyalty, now) {
        s.all.push(now);
        holder.sent(s, round, loyalty, now);
      },
    },
  },
  voter: {
    "lease regresses on a term bump: in a greater term nobody is promised anything": {
      met(s, term) {
        if (term > s.term) s.loyalUntil = -Infinity;
        voter.met(s, term);
      },
    },
    "forgets: after a crash it has promised nothing": {
      start: (term, _hasCrashed, loyalMs, now) => ({
        ...voter.start(term, true, loyalMs, now),
        loyalUntil: -Infinity,
      }),
    },
    "votes again: after a crash it gives its vote in the same term once more": {
      start: (term, hasCrashed, loyalMs, now) => ({
        ...voter.start(term, hasCrashed, loyalMs, now),
        vote: null,
      }),
    },
    "never loyal: it votes for whoever has a greater term": {
      asked: (s, candidate, term, _isTold, now) => voter.asked(s, candidate, term, true, now),
    },
    "deaf: it is loyal also to a leader that has told another one to stand": {
      asked: (s, candidate, term, _isTold, now) => voter.asked(s, candidate, term, false, now),
    },
    "an old leader: it acknowledges whoever says that it leads": {
      heard(s, term, loyalMs, now) {
        voter.heard(s, Math.max(term, s.term), loyalMs, now);
        return true;
      },
    },
    "moves on: who is refused makes it enter the greater term": {
      asked(s, candidate, term, isTold, now) {
        const yes = voter.asked(s, candidate, term, isTold, now);
        if (!yes) voter.met(s, term);
        return yes;
      },
    },
    "remembers: whom it has voted for is kept for ever": {
      start: (...args) => ({ ...voter.start(...args), all: [] as number[] }),
      asked(s, candidate, term, isTold, now) {
        s.all.push(term);
        return voter.asked(s, candidate, term, isTold, now);
      },
    },
    "for votes, too: whoever gets its vote has its loyalty": {
      asked(s, candidate, term, isTold, now) {
        const yes = voter.asked(s, candidate, term, isTold, now);
        if (yes) s.loyalUntil = now + 100;
        return yes;
      },
    },
  },
};
