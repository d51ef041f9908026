/**
 * Ballots order the attempts to get something decided (Lamport 2001: proposal numbers). Two proposers never
 * have the same one, since each ballot names the node that it belongs to.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";

/** Ballots are ordered by their rounds, and within a round by their nodes. */
export interface Ballot {
  /** Counts attempts from 1; 0 in the ballot before all others. */
  readonly round: number;
  /** The node that it belongs to; −1 in the ballot before all others. */
  readonly node: NodeId;
}

/** It comes before all others, and is nobody's. */
export const NO_BALLOT: Ballot = { round: 0, node: -1 };

/** Negative when `a` comes first, 0 when they are the same, else positive. */
export function compareBallots(a: Ballot, b: Ballot): number {
  return a.round - b.round || a.node - b.node;
}

/** The later of two. */
export function laterOf(a: Ballot, b: Ballot): Ballot {
  return compareBallots(a, b) < 0 ? b : a;
}

/** A ballot in few letters: "2.0" is round 2 of node 0. */
export function ballotLabel({ round, node }: Ballot): string {
  return round === 0 ? "–" : `${round}.${node}`;
}
