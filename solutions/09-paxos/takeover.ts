import { compareBallots, type SlotVote, type Takeover } from "../../exercises/09-paxos/given.ts";

/** Lamport 2001, section 3. */
export const takeover: Takeover = {
  first: (executed) => executed + 1,
  proposals(first, promises) {
    const highest = new Map<number, SlotVote>();
    for (const vote of promises.flat()) {
      const known = highest.get(vote.slot);
      if (known === undefined || compareBallots(known.ballot, vote.ballot) < 0) {
        highest.set(vote.slot, vote);
      }
    }
    const last = Math.max(first - 1, ...highest.keys());
    return Array.from(
      { length: last - first + 1 },
      (_, i) => highest.get(first + i)?.value ?? null,
    );
  },
};
