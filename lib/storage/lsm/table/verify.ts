/** Whether all parts of a table say the same. @module */

import type { Filter } from "../../bloom/filter.ts";
import { CorruptStorage } from "../../corrupt.ts";
import { BlockCursor } from "./block_cursor.ts";
import type { Blocks } from "./blocks.ts";
import { type Facts, FactsSoFar } from "./facts.ts";
import type { RangeTombstone, TableSummary, Version } from "./version.ts";

/**
 * Reads every block, and throws `CorruptStorage` if index, filter and summary are not those of its
 * versions.
 */
export function verifyTable(
  blocks: Blocks,
  filter: Filter | undefined,
  ranges: readonly RangeTombstone[],
  summary: TableSummary,
): void {
  const what = `the table ${summary.name}`;
  const facts = new FactsSoFar();
  for (const range of ranges) facts.addRange(range);
  let before: Version | undefined;
  for (let number = 0; number < blocks.count; number++) {
    const cursor = new BlockCursor(blocks.load(number));
    for (cursor.next(); cursor.current !== undefined; cursor.next()) {
      const version = cursor.current, { key, sequence } = version;
      // The index is in order, and so are versions in a block: if each is where the index leads, all are
      // in order.
      const problem = blocks.rank(key, sequence) !== number
        ? "its index must lead to every version"
        : filter?.has(key) === false
        ? "its filter must know every key"
        : undefined;
      if (problem !== undefined) {
        throw new CorruptStorage(what, problem, `${key} at ${sequence} in block ${number}`);
      }
      facts.add(version);
      before = version;
    }
  }
  if (before !== undefined) facts.reach(before.key);
  const found = inWords(facts.take()), said = inWords(summary);
  if (found !== said) throw new CorruptStorage(what, `its summary must be ${found}`, said);
}

function inWords(facts: Facts): string {
  const { entries, tombstones, leastSequence, greatestSequence, smallest, largest } = facts;
  return `${entries} versions and ${tombstones} tombstones of ${leastSequence} to ` +
    `${greatestSequence} from ${smallest} to ${largest}`;
}
