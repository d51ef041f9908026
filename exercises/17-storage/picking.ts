/** Part 8. What a compaction of a level takes. */

import { type Picking, todo } from "./given.ts";

/**
 * Tables of level 0 overlap as they like, and later ones have newer versions. In the levels below they are
 * in order, and two neighbours may share one key: the last of the one is the first of the other, and its
 * newer versions are in the first of the two.
 *
 * - `next`: the first table that has a key behind `after`; the first of all if none has, or if there is no
 *   `after`.
 * - `inputs`: with the table, of its level (`from`) as few others as can be, so that no version stays that
 *   is older than one of the same key that goes below. And of the next level (`to`) all that overlap with
 *   what is between the least key of `from` and the greatest, both included.
 * - A table is just moved, where it is alone, none of the next level is taken, and the tables of the level
 *   after that which overlap with it have `mostBytes` together at most: otherwise the next compaction would
 *   be too large.
 */
export const picking: Picking = {
  next: (_tables, _after) => todo("part 8, next"),
  inputs: (_levels, _level, _table, _mostBytes) => todo("part 8, inputs"),
};
