/** Part 1. The first point from a hash on. */

import { type Lookup, todo } from "./given.ts";

/**
 * - The place of the first position at or after the hash. Of equal positions it is the first of them.
 * - Behind the last position comes the first of all.
 * - A row of a million is looked up with about twenty reads; there may be four thousand million.
 * - A row without a position is refused.
 */
export const lookup: Lookup = (_positions, _hash) => todo("part 1, lookup");
