/**
 * Merges rows of versions into tables, a little at a time. What comes out is cut between keys, never
 * between two versions of one (LevelDB issue 184), and range tombstones are cut there too, so that none
 * reaches beyond its table (Pebble issues 26 and 2015).
 *
 * @module
 */

import { compareKeys } from "../../engine/engine.ts";
import type { PlacedTable } from "../levels.ts";
import type { Cursor, RangeTombstone, Version } from "../table/version.ts";
import type { TableWriter } from "../table/writer.ts";
import type { Survival } from "./survival.ts";

/** How much is merged between two stops, about, in bytes. */
const SLICE_BYTES = 1024;

/** What to merge, and into what. */
export interface Merging {
  /** All versions, in their order. */
  readonly cursor: Cursor;
  /** Which of them stay. */
  readonly survival: Survival;
  /** How long a table gets before the next one begins. */
  readonly tableBytes: number;
  /** Whether a table may end between versions of these keys; see `Rules`. */
  readonly mayCut: (last: Uint8Array, next: Uint8Array) => boolean;
  /** Begins a table. */
  begin(): TableWriter;
}

/** Writes the tables; yields how many bytes it has read since it last did. None, if nothing stays. */
export function* merge(job: Merging): Generator<number, readonly PlacedTable[]> {
  const { cursor, survival } = job;
  const output = new Output(job, [...survival.ranges()]);
  let bytes = 0;
  for (cursor.first(); cursor.current !== undefined; cursor.next()) {
    const version = cursor.current;
    bytes += version.key.length + version.value.length + 8;
    if (survival.keeps(version)) output.add(version);
    if (bytes < SLICE_BYTES) continue;
    yield bytes;
    bytes = 0;
  }
  output.end();
  yield bytes;
  return output.tables;
}

/** A row of tables that grows at its end. */
class Output {
  readonly tables: PlacedTable[] = [];
  readonly #job: Merging;
  /** Range tombstones that no table has yet, by `from`; the first may begin where the last table ended. */
  #ranges: readonly RangeTombstone[];
  #writer: TableWriter | undefined;
  #key: Uint8Array | undefined;

  constructor(job: Merging, ranges: readonly RangeTombstone[]) {
    this.#job = job;
    this.#ranges = ranges;
  }

  add(version: Version): void {
    if (this.#writer !== undefined && this.#writer.bytes >= this.#job.tableBytes) {
      if (this.#job.mayCut(this.#key!, version.key)) this.#finish(version.key);
    }
    this.#writer ??= this.#job.begin();
    this.#writer.add(version);
    this.#key = version.key;
  }

  end(): void {
    if (this.#writer !== undefined || this.#ranges.length > 0) this.#finish();
  }

  /** The table ends before `to`, and with it what range tombstones it gets. */
  #finish(to?: Uint8Array): void {
    const writer = this.#writer ?? this.#job.begin(), later: RangeTombstone[] = [];
    let ranges = 0;
    for (const range of this.#ranges) {
      const reaches = to !== undefined && compareKeys(range.to, to) > 0;
      const begins = to !== undefined && compareKeys(range.from, to) >= 0;
      if (reaches) later.push(begins ? range : { ...range, from: to });
      if (begins) continue;
      writer.addRange(reaches ? { ...range, to } : range);
      ranges++;
    }
    this.#ranges = later;
    this.tables.push({ ...writer.finish(), ranges });
    this.#writer = undefined;
  }
}
