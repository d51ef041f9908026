/**
 * Levelled compaction (O'Neil and others 1996; LevelDB, `doc/impl.md`): below level 0 every level is one
 * run, and holds so many times as much as the level above. Reads find a key in few places and little space
 * is wasted; a byte is written again about half the ratio of times a level.
 *
 * @module
 */

import { pow } from "../../../model/real/pow.ts";
import { hullOf, type Levels, overlap, type PlacedTable, tablesOf } from "../levels.ts";
import { bytesOf } from "../levels.ts";
import { intoNewRun, intoRun, type Job, type Limits } from "./job.ts";

/** How many bytes a level may have, from level 1 on. */
export function capacityOf(level: number, { level1Bytes, ratio }: Limits): number {
  return level1Bytes * pow(ratio, level - 1);
}

/**
 * What is fullest, measured by what it may hold, is compacted into the level below. Of level 0 that is
 * everything; of another level the table that overlaps the fewest bytes below for each of its own
 * (RocksDB's least overlapping ratio), the oldest of several.
 */
export function levelled(levels: Levels, limits: Limits): Job | undefined {
  let fullest = -1, most = 1;
  for (const [i, level] of levels.entries()) {
    // Several runs below level 0 were left there by another policy.
    const score = i === 0
      ? level.length / limits.compactAt
      : level.length > 1
      ? Infinity
      : bytesOf(tablesOf(level)) / capacityOf(i, limits);
    if (score > most || (score === most && i === 0)) [fullest, most] = [i, score];
  }
  if (fullest < 0) return undefined;
  if ((levels[fullest + 1]?.length ?? 0) > 1) return intoNewRun(levels, fullest + 1);
  const tables = tablesOf(levels[fullest]);
  const isOneRun = fullest > 0 && levels[fullest]!.length === 1;
  return intoRun(levels, fullest, isOneRun ? [cheapest(tables, levels[fullest + 1])] : tables);
}

function cheapest(tables: readonly PlacedTable[], below: Levels[number] | undefined) {
  const lower = tablesOf(below);
  let best = tables[0]!, least = Infinity;
  for (const table of tables) {
    const hull = hullOf([table])!;
    const cost = bytesOf(lower.filter((other) => overlap(other, hull))) / table.bytes;
    if (cost > least || (cost === least && table.name >= best.name)) continue;
    [best, least] = [table, cost];
  }
  return best;
}
