/** The levels of a log-structured store, drawn as they are. @module */

import type { Figure } from "../../figure/figure.ts";
import {
  type KeyPlace,
  levelPicture,
  type LevelRow,
  type LevelTable,
} from "../../figure/levels/levels.ts";
import { searchPath } from "../../laboratory/storage/search_path.ts";
import { compareKeys } from "../../storage/engine/engine.ts";
import { bytesOf, type Levels, type Run, tablesOf } from "../../storage/lsm/levels.ts";
import { Lsm } from "../../storage/lsm/lsm.ts";
import { namesOf } from "../../storage/lsm/manifest.ts";
import type { Memtable } from "../../storage/lsm/memtable.ts";
import { axisFor, type KeyAxis } from "./keys.ts";

/** How far a table reaches beyond its first and its last key, so that one of a single key can be seen. */
const reach = 0.3;

/** What is shown besides the tables. */
export interface LevelsShown {
  /** A key whose way through the store is drawn; only of a store that is open. */
  readonly key?: Uint8Array;
  /** The levels before: tables that they have not are what a compaction has written. */
  readonly before?: Levels;
  /** The levels that come after: tables that they have not are what a compaction will read. */
  readonly after?: Levels;
}

/** The tables of a store, level by level; of one that is open, also what it has in memory. */
export function drawLevels(store: Lsm | Levels, title: string, shown: LevelsShown = {}): Figure {
  const { rows, keys, search } = levelRows(store, shown);
  return levelPicture(rows, { title, keys, ...search === undefined ? {} : { search } });
}

/** What `drawLevels` draws. */
export function levelRows(
  store: Lsm | Levels,
  { key, before, after }: LevelsShown = {},
): {
  readonly rows: readonly LevelRow[];
  readonly keys: readonly KeyPlace[];
  readonly search: KeyPlace | undefined;
} {
  const isOpen = store instanceof Lsm;
  const levels = isOpen ? store.inside().levels : store;
  const inMemory = isOpen ? store.inside().memtables.map(hullIn) : [];
  const ends = [...levels.flatMap(tablesOf), ...inMemory.flatMap((one) => one ?? [])]
    .flatMap(({ smallest, largest }) => [smallest, largest]);
  const axis = axisFor(key === undefined ? ends : [...ends, key]);
  const asked = isOpen && key !== undefined ? searchPath(store, key).asked : [];
  const answers = new Map(asked.map(({ name, answer }) => [name, answer]));
  const known = (some: Levels | undefined) => some && new Set(namesOf(some));
  const drawn: Drawn = { axis, answers, before: known(before), after: known(after) };
  return {
    rows: [
      ...inMemory.map((hull, i): LevelRow => ({
        name: i === 0 ? "memtable" : "frozen",
        runs: hull === undefined ? [] : [[memtableOf(hull, axis)]],
      })),
      ...levels.map((level, i): LevelRow => ({
        name: `level ${i}`,
        ...level.length === 0 ? {} : { note: sizeText(bytesOf(tablesOf(level))) },
        runs: level.map((run) => tablesIn(run, drawn)),
      })),
    ],
    keys: ends.map((end) => ({ text: axis.text(end), at: axis.at(end) })),
    search: key === undefined ? undefined : { text: axis.text(key), at: axis.at(key) },
  };
}

/** What is known while tables are drawn. */
interface Drawn {
  readonly axis: KeyAxis;
  readonly answers: ReadonlyMap<string, NonNullable<LevelTable["asked"]>>;
  readonly before: ReadonlySet<string> | undefined;
  readonly after: ReadonlySet<string> | undefined;
}

function tablesIn({ tables }: Run, { axis, answers, before, after }: Drawn): LevelTable[] {
  return tables.map((table, i): LevelTable => {
    const { name, smallest, largest, bytes, entries, tombstones } = table;
    const last = tables[i - 1], next = tables[i + 1];
    // Two tables that share a key meet there.
    const meets = [
      last !== undefined && compareKeys(last.largest, smallest) === 0,
      next !== undefined && compareKeys(next.smallest, largest) === 0,
    ];
    const asked = answers.get(name);
    const part = before?.has(name) === false
      ? "output"
      : after?.has(name) === false
      ? "input"
      : undefined;
    return {
      name: `${Number(name.split(".")[0])}`,
      from: axis.at(smallest) + (meets[0] ? 0.02 : -reach),
      to: axis.at(largest) + (meets[1] ? -0.02 : reach),
      size: sizeText(bytes),
      tombstones: Math.min(1, tombstones / Math.max(1, entries)),
      ...part === undefined ? {} : { part },
      ...asked === undefined ? {} : { asked },
    };
  });
}

/** What a memtable reaches over. */
interface MemoryHull {
  readonly smallest: Uint8Array;
  readonly largest: Uint8Array;
  readonly entries: number;
  readonly tombstones: number;
  readonly bytes: number;
}

function hullIn(memtable: Memtable): MemoryHull | undefined {
  const cursor = memtable.cursor();
  let smallest: Uint8Array | undefined, largest: Uint8Array | undefined;
  let entries = 0, tombstones = 0;
  for (cursor.first(); cursor.current !== undefined; cursor.next(), entries++) {
    smallest ??= cursor.current.key;
    largest = cursor.current.key;
    if (cursor.current.kind === "delete") tombstones++;
  }
  for (const { from, to } of memtable.ranges) {
    if (smallest === undefined || compareKeys(from, smallest) < 0) smallest = from;
    if (largest === undefined || compareKeys(to, largest) > 0) largest = to;
    tombstones++;
  }
  if (smallest === undefined || largest === undefined) return undefined;
  return { smallest, largest, entries, tombstones, bytes: memtable.bytes };
}

function memtableOf(hull: MemoryHull, { at }: KeyAxis): LevelTable {
  const { smallest, largest, entries, tombstones, bytes } = hull;
  return {
    name: entries === 1 ? "1 version" : `${entries} versions`,
    from: at(smallest) - reach,
    to: at(largest) + reach,
    size: sizeText(bytes),
    tombstones: Math.min(1, tombstones / Math.max(1, entries)),
  };
}

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KiB`;
}
