/**
 * The ballots of Fast Paxos, which the paper calls rounds: some are classic and some are fast, and a ballot says
 * which (Lamport 2006, section 3.1). Directly after each ballot of a node come those in which its collisions are
 * recovered from, before any ballot of anybody else: that is what makes a vote in the one a promise for the next
 * (section 3.2).
 *
 * @module
 */

import { type Ballot, ballotLabel, compareBallots, NO_BALLOT } from "../ballot.ts";

/** Ballots are ordered by their rounds, then by their nodes, then by their steps. */
export interface FastBallot extends Ballot {
  /** How many collisions have been recovered from since the node began; 0 where it has begun. */
  readonly step: number;
  /** Whether acceptors may vote for different values in it, and a fast quorum decides. Invariant: a ballot has one answer. */
  readonly fast: boolean;
}

/** It comes before all others, and is nobody's. */
export const NO_FAST_BALLOT: FastBallot = { ...NO_BALLOT, step: 0, fast: false };

/** Negative when `a` comes first, 0 when they are the same, else positive. */
export function compareFastBallots(a: FastBallot, b: FastBallot): number {
  return compareBallots(a, b) || a.step - b.step;
}

/** The later of two. */
export function laterFastBallot(a: FastBallot, b: FastBallot): FastBallot {
  return compareFastBallots(a, b) < 0 ? b : a;
}

/** A ballot in few letters: "2.0" is round 2 of node 0, "2.0f" where it is fast, "2.0+1" after one collision. */
export function fastBallotLabel(ballot: FastBallot): string {
  const { step, fast } = ballot;
  return `${ballotLabel(ballot)}${fast ? "f" : ""}${step === 0 ? "" : `+${step}`}`;
}
