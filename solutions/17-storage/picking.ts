/** Part 8: what a compaction of a level takes. */

import type { Levels, Picking, Table } from "../../exercises/17-storage/given.ts";

export const picking: Picking = {
  next(tables, after) {
    return tables.find(({ largest }) => after === undefined || largest > after) ?? tables[0]!;
  },
  inputs(levels, level, table, mostBytes) {
    const from = withOlder(levels[level]!, level, table);
    const hull = {
      smallest: from.reduce(
        (least, { smallest }) => smallest < least ? smallest : least,
        table.smallest,
      ),
      largest: from.reduce((most, { largest }) => largest > most ? largest : most, table.largest),
    };
    const to = overlapping(levels, level + 1, hull);
    const below = overlapping(levels, level + 2, hull).reduce((sum, { bytes }) => sum + bytes, 0);
    return { from, to, isMove: from.length === 1 && to.length === 0 && below <= mostBytes };
  },
};

/** The table, with all that may have older versions of its keys, or of theirs. */
function withOlder(tables: readonly Table[], level: number, table: Table): Table[] {
  const start = tables.findIndex(({ name }) => name === table.name), taken = [table];
  if (level > 0) {
    for (const next of tables.slice(start + 1)) {
      if (next.smallest !== taken.at(-1)!.largest) break;
      taken.push(next);
    }
    return taken;
  }
  // From newer ones to older ones: those that are taken by then are newer.
  for (const older of tables.slice(0, start).reverse()) {
    if (taken.some((each) => overlap(each, older))) taken.unshift(older);
  }
  return taken;
}

type Keys = Pick<Table, "smallest" | "largest">;

const overlap = (a: Keys, b: Keys) => a.smallest <= b.largest && b.smallest <= a.largest;

const overlapping = (levels: Levels, level: number, keys: Keys) =>
  (levels[level] ?? []).filter((each) => overlap(each, keys));
