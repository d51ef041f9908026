/** Part 2. What can have caused what. @module */

import { type Memory, todo } from "./memory.ts";

/**
 * Whether operation `a` comes before operation `b` in the causal order of the history (both by their id):
 * what one process did in its own order; from each write to each read that returned its value; and
 * whatever follows from these. Real time plays no part. Where a read returns what it is itself a cause of,
 * there is a circle, and whatever is in it comes before itself; nothing else does.
 */
export const order = (_history: Memory, _a: number, _b: number): boolean =>
  todo("part 2, the causal order");
