/** Reads a run: a row of tables that do not overlap. @module */

import { compareKeys, type KeyRange } from "../engine/engine.ts";
import type { CursorOptions } from "./table/table.ts";
import type { Cursor, Version } from "./table/version.ts";
import type { LazyTable } from "./lazy_table.ts";
import { isWithin } from "./levels.ts";

/** The tables of a run as one. */
export class RunReader {
  /** By their keys. */
  readonly tables: readonly LazyTable[];

  /** Nothing is read yet. */
  constructor(tables: readonly LazyTable[]) {
    this.tables = tables;
  }

  /** The newest version of a key up to a sequence; range tombstones are left aside. */
  get(key: Uint8Array, sequence: number): Version | undefined {
    return this.#tableOf(key)?.table.get(key, sequence);
  }

  /** The sequence of the newest range tombstone over a key, up to `sequence`; 0 if there is none. */
  covering(key: Uint8Array, sequence: number): number {
    return this.#tableOf(key)?.ranges.covering(key, sequence) ?? 0;
  }

  /** Whether a range may have a key in it. */
  isWithin(range: KeyRange): boolean {
    const { smallest } = this.tables[0]!.summary, { largest } = this.tables.at(-1)!.summary;
    return isWithin(range, { smallest, largest });
  }

  /** A new place in the versions of all of them. */
  cursor(options?: CursorOptions): Cursor {
    const { tables } = this;
    return tables.length === 1 ? tables[0]!.table.cursor(options) : new RunCursor(tables, options);
  }

  #tableOf(key: Uint8Array): LazyTable | undefined {
    const table = this.tables[lastFrom(this.tables, key)];
    return table !== undefined && compareKeys(key, table.summary.largest) <= 0 ? table : undefined;
  }
}

/**
 * Where the last table stands that begins at or before a key, or -1: one before it may end there, but
 * without that key.
 */
function lastFrom(tables: readonly LazyTable[], key: Uint8Array): number {
  let low = 0, high = tables.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(tables[middle]!.summary.smallest, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Goes through one table after the other, and opens each when it comes to it. */
class RunCursor implements Cursor {
  readonly #tables: readonly LazyTable[];
  readonly #options: CursorOptions | undefined;
  /** Which table it is in; -1 before the first, their count behind the last. */
  #index = -1;
  #cursor: Cursor | undefined;

  constructor(tables: readonly LazyTable[], options: CursorOptions | undefined) {
    this.#tables = tables;
    this.#options = options;
  }

  get current(): Version | undefined {
    return this.#cursor?.current;
  }

  seek(key: Uint8Array, sequence: number): void {
    this.#enter(Math.max(0, lastFrom(this.#tables, key)));
    this.#cursor?.seek(key, sequence);
    this.#skipForward();
  }

  first(): void {
    this.#enter(0);
    this.#cursor?.first();
    this.#skipForward();
  }

  last(): void {
    this.#enter(this.#tables.length - 1);
    this.#cursor?.last();
    this.#skipBack();
  }

  next(): void {
    if (this.#cursor === undefined) {
      if (this.#index < 0) this.first();
      return;
    }
    this.#cursor.next();
    this.#skipForward();
  }

  previous(): void {
    if (this.#cursor === undefined) {
      if (this.#index > 0) this.last();
      return;
    }
    this.#cursor.previous();
    this.#skipBack();
  }

  #skipForward(): void {
    while (this.#cursor !== undefined && this.#cursor.current === undefined) {
      this.#enter(this.#index + 1);
      this.#cursor?.first();
    }
  }

  #skipBack(): void {
    while (this.#cursor !== undefined && this.#cursor.current === undefined) {
      this.#enter(this.#index - 1);
      this.#cursor?.last();
    }
  }

  #enter(index: number): void {
    this.#cursor = index === this.#index && this.#cursor !== undefined
      ? this.#cursor
      : this.#tables[index]?.table.cursor(this.#options);
    this.#index = index;
  }
}
