/** Part 2. A ring. */

import { type Rings, todo } from "./given.ts";

/** What a ring is; yours to choose. */
// deno-lint-ignore no-empty-interface
interface Ring {}

/**
 * - A node has as many points as its own weight is worth: `each` for weight 1, in proportion for others,
 *   rounded, and at least one. Whatever other nodes there are, they are where they are; a node that gets
 *   more weight keeps the points that it had.
 * - A point's position is the hash of bytes that you make of the node's name and the number of the point.
 *   No two points of whatever nodes have the same bytes: not 11 of "a" and 1 of "a1". A name is any text,
 *   but well formed: a lone surrogate has no UTF-8.
 * - Points at one position stay as many as they are; the lesser name comes first. So the set of nodes
 *   alone decides, and not who came when.
 * - A change hashes the points of its own node, each once, and of no other. The ring that it was made of
 *   stays.
 * - Refused are: a node that is there already, an empty name, a weight that is not above 0 or not finite,
 *   to remove or weigh a node that is not there, and to start with less than one point or with half of
 *   one.
 */
export const ring: Rings<Ring> = {
  start: (_each) => todo("part 2, start"),
  add: (_ring, _node, _hash) => todo("part 2, add"),
  remove: (_ring, _id) => todo("part 2, remove"),
  weigh: (_ring, _id, _weight, _hash) => todo("part 2, weigh"),
  points: (_ring) => todo("part 2, points"),
};
