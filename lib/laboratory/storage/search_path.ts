/**
 * The way of a search through a log-structured store: which tables it asks, and what it reads of them.
 *
 * @module
 */

import { holds } from "../../storage/lsm/levels.ts";
import type { Lsm } from "../../storage/lsm/lsm.ts";

/** A table whose keys reach over the one that is looked for. */
export interface AskedTable {
  /** Its file. */
  readonly name: string;
  /**
   * Its filter ruled it out, or a block of it was read, and the key was not there, or it was, if only as
   * deleted.
   */
  readonly answer: "ruled out" | "missed" | "found";
}

/** The way of a search. */
export interface SearchPath {
  /** Whether it ended in memory, before any table was asked. */
  readonly isInMemory: boolean;
  /** The tables in the order in which they were asked. */
  readonly asked: readonly AskedTable[];
}

/** The way on which `Lsm.get` looks for a key now; reads what it reads. */
export function searchPath(lsm: Lsm, key: Uint8Array): SearchPath {
  const { memtables, runs, last } = lsm.inside();
  const isInMemory = memtables.some((one) =>
    one.get(key, last) !== undefined || one.covering(key, last) > 0
  );
  const asked: AskedTable[] = [];
  for (const { tables } of isInMemory ? [] : runs) {
    const lazy = tables.findLast(({ summary }) => holds(summary, key));
    if (lazy === undefined) continue;
    const { table, ranges, summary: { name } } = lazy;
    const isDeleted = ranges.covering(key, last) > 0;
    const isFound = isDeleted || table.get(key, last) !== undefined;
    asked.push({ name, answer: isFound ? "found" : table.mayHave(key) ? "missed" : "ruled out" });
    if (isFound) break;
  }
  return { isInMemory, asked };
}

/** How many blocks a search reads without a cache: one of each table that its filter does not rule out. */
export function blocksRead({ asked }: SearchPath): number {
  return asked.filter(({ answer }) => answer !== "ruled out").length;
}
