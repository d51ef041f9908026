/** Part 5. Jumps. */

import { type Jumps, todo } from "./given.ts";

/**
 * - Buckets are thought of as coming one after the other. A key is in bucket 0 at first. When it is in
 *   bucket b, the next of its numbers, r, says to which it jumps next: to the whole part of (b + 1) / r.
 *   Where it is before it would jump too far is its bucket. Rounding may be that of the paper, which
 *   multiplies by 1 / r.
 * - So with one bucket more a key stays or goes to the new one, and numbers are drawn only while it
 *   jumps: about as many as the logarithm of the buckets, of which there may be 2 ** 40.
 * - Nodes are the buckets in the order of their names: the list has no order that counts.
 * - Refused is a number of buckets that is no whole number from 1 on; and so is to place without a node.
 */
export const jump: Jumps = {
  bucket: (_draw, _buckets) => todo("part 5, bucket"),
  place: (_ids, _draw) => todo("part 5, place"),
};
