/** Part 3. Copies. */

import { type Replicas, todo } from "./given.ts";

/**
 * - The nodes of the points from the hash on, clockwise, once round, each node once.
 * - Nodes of zones that have no copy yet come first, in that order; when there are none left, those that
 *   were passed over, in theirs. A node without a zone is alone in its own, whatever zones are called.
 * - More nodes than the ring has are refused, and so is a `count` that is no whole number from 0 on.
 * - No point is read needlessly: the search takes as many reads as in part 1, and the walk ends as soon
 *   as there are `count` zones; at the latest when it has gone round.
 */
export const replicas: Replicas = (_ring, _hash, _count) => todo("part 3, replicas");
