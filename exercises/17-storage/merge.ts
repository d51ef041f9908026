/** Part 6. One row out of several. */

import { type Merge, todo } from "./given.ts";

/**
 * The entries of all rows in one. Each row is in order, as `compare` says; so is what you give, with all
 * entries of all rows. Entries that are alike come in the order of their rows, and none of them is dropped.
 *
 * - Nothing is read before somebody asks for the first entry. From then on, no row is read further than one
 *   entry behind those that were given.
 * - For each entry about as many comparisons are made as the logarithm of the number of rows, with base 2,
 *   says: twice as many, and two, will do.
 * - Who goes through it may give up halfway; then all rows that have begun are given up, too.
 */
export const merge: Merge = (_runs, _compare) => todo("part 6, merge");
