/** Part 10. The roots of a store that copies what it changes. */

import { type Roots, todo } from "./given.ts";

/**
 * The file has pages, numbered from 0. The root of transaction t stands on page t % 2, and the others are
 * those of trees.
 *
 * - `choose`: which of both roots counts at opening. A page whose bytes are no good root has none.
 * - `commit` writes the pages and the root of a transaction. Whatever a crash leaves, the root that counts
 *   has its pages; when it has returned, that is the new one. It takes two syncs, and writes each page
 *   once.
 * - `reusable`: all freed pages, in any order, that the next transaction may write over: those that are in
 *   no tree that is read now, and in none to which a crash may lead back. A crash leads back to the
 *   transaction that is `durable`, or to a later one. `freed` says of a transaction which pages it took out
 *   of the tree of the one before.
 */
export const roots: Roots = {
  choose: (_roots) => todo("part 10, choose"),
  commit: (_disk, _commit) => todo("part 10, commit"),
  reusable: (_freed, _readers, _durable) => todo("part 10, reusable"),
};
