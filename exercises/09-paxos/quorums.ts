/** Part 3. Whether quorums meet. @module */

import { type Quorums, todo } from "./given.ts";

/**
 * A quorum of phase 1 and one of phase 2 that have no node in common, or null when every quorum of the one phase meets
 * every quorum of the other. Any two will do. Quorums of the same phase need not meet.
 *
 * - `apart(phase1, phase2)`: the quorums are written down, in any order. Whatever contains one of them is a quorum, too.
 * - `apartAmong(n, phase1, phase2)`: among the nodes 0 to n − 1, of which there are 12 at most, a function says of any set
 *   whether it is a quorum. It may be asked 50,000 times, and not once for each pair of sets.
 */
export const quorums: Quorums = {
  apart: (_phase1, _phase2) => todo("part 3, apart"),
  apartAmong: (_n, _phase1, _phase2) => todo("part 3, apartAmong"),
};
