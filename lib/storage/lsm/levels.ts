/**
 * How tables stand to one another. A run is a row of tables that do not overlap; a level is some runs; all
 * of a level is newer than what the levels below it hold of the same keys, and within a level a run is
 * newer than the runs behind it. Levelled, tiered and mixed stores differ only in how many runs a level may
 * have (Dayan and Idreos 2018, *Dostoevsky*, section 3).
 *
 * ```text
 * level 0    run 9 [c……p]   run 7 [a…………x]   run 6 [b…f]     each as it was flushed, the newest first
 * level 1    run 4 [a…e][f……m][q…z]
 * level 2    run 2 [a..c][d…h][i……r][s…z]
 * ```
 *
 * @module
 */

import { compareKeys, type KeyRange } from "../engine/engine.ts";
import type { TableSummary } from "./table/version.ts";

/** What a level holds of a table. */
export interface PlacedTable extends TableSummary {
  /** How many range tombstones it has: who looks for one must open only tables that have some. */
  readonly ranges: number;
}

/** A row of tables. Invariant: each ends before the next begins, or where it begins. */
export interface Run {
  /** Greater is newer, within a level. */
  readonly number: number;
  /** By their keys; never none. */
  readonly tables: readonly PlacedTable[];
}

/** Runs, the newest first. */
export type Level = readonly Run[];

/** All levels, the newest first. The last has at least one run. */
export type Levels = readonly Level[];

/** Where a table stands. */
export interface Place {
  /** From 0 on. */
  readonly level: number;
  /** The number of the run. */
  readonly run: number;
}

/** All tables of a level. */
export function tablesOf(level: Level | undefined): readonly PlacedTable[] {
  return (level ?? []).flatMap(({ tables }) => tables);
}

/** How many bytes the tables of a level have. */
export function bytesOf(tables: readonly TableSummary[]): number {
  return tables.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** From the least key to the greatest, both inclusive. */
export interface Hull {
  /** No key comes before it. */
  readonly smallest: Uint8Array;
  /** No key comes behind it. */
  readonly largest: Uint8Array;
}

/** What all of these lie in; `undefined` for none. */
export function hullOf(hulls: readonly Hull[]): Hull | undefined {
  const [first, ...others] = hulls;
  if (first === undefined) return undefined;
  let { smallest, largest } = first;
  for (const other of others) {
    if (compareKeys(other.smallest, smallest) < 0) smallest = other.smallest;
    if (compareKeys(other.largest, largest) > 0) largest = other.largest;
  }
  return { smallest, largest };
}

/** Whether two share a key, or might. */
export function overlap(a: Hull, b: Hull): boolean {
  return compareKeys(a.smallest, b.largest) <= 0 && compareKeys(b.smallest, a.largest) <= 0;
}

/** Whether a key may be in it. */
export function holds({ smallest, largest }: Hull, key: Uint8Array): boolean {
  return compareKeys(smallest, key) <= 0 && compareKeys(key, largest) <= 0;
}

/** Whether a range and a hull share a key, or might. */
export function isWithin({ from, to }: KeyRange, { smallest, largest }: Hull): boolean {
  return (from === undefined || compareKeys(from, largest) <= 0) &&
    (to === undefined || compareKeys(smallest, to) < 0);
}

/** The levels without some tables, and with others. */
export function changed(
  levels: Levels,
  removed: ReadonlySet<string>,
  added: readonly { readonly place: Place; readonly table: PlacedTable }[],
): Levels {
  const depth = Math.max(levels.length, ...added.map(({ place }) => place.level + 1));
  const next = Array.from({ length: depth }, (_, i) => {
    const runs = new Map<number, PlacedTable[]>();
    for (const { number, tables } of levels[i] ?? []) {
      const kept = tables.filter(({ name }) => !removed.has(name));
      if (kept.length > 0) runs.set(number, kept);
    }
    for (const { place, table } of added) {
      if (place.level !== i) continue;
      const tables = runs.get(place.run);
      if (tables === undefined) runs.set(place.run, [table]);
      else tables.push(table);
    }
    const sorted = [...runs].sort(([a], [b]) => b - a);
    return sorted.map(([number, tables]) => ({ number, tables: tables.sort(byPlace) }));
  });
  return next.slice(0, next.findLastIndex((level) => level.length > 0) + 1);
}

function byPlace(a: Hull, b: Hull): number {
  return compareKeys(a.smallest, b.smallest) || compareKeys(a.largest, b.largest);
}

/** What is wrong with levels: tables of one run that overlap, and tables that are there twice. */
export function problemsOf(levels: Levels): readonly string[] {
  const problems: string[] = [], names = new Set<string>();
  for (const [i, level] of levels.entries()) {
    for (const { number, tables } of level) {
      for (const [j, table] of tables.entries()) {
        const next = tables[j + 1];
        if (names.has(table.name)) problems.push(`${table.name} stands in two places`);
        names.add(table.name);
        if (compareKeys(table.smallest, table.largest) > 0) {
          problems.push(`${table.name} ends before it begins`);
        }
        if (next !== undefined && compareKeys(table.largest, next.smallest) > 0) {
          problems.push(`${table.name} and ${next.name} of run ${number} of level ${i} overlap`);
        }
      }
    }
  }
  return problems;
}
