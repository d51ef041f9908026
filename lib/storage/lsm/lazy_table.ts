/** A table of a store, between the manifest that names it and its file. @module */

import type { PlacedTable } from "./levels.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import type { Table } from "./table/table.ts";

/** A table that is opened when it is needed. */
export class LazyTable {
  /** How many views have it. */
  references = 0;
  /** What the manifest says of it. */
  readonly summary: PlacedTable;
  readonly #open: () => Table;
  #table: Table | undefined;
  #ranges: RangeTombstones | undefined;

  /** `open` is called once. */
  constructor(summary: PlacedTable, open: () => Table) {
    this.summary = summary;
    this.#open = open;
  }

  /** The table, opened. Throws what opening it throws. */
  get table(): Table {
    return this.#table ??= this.#open();
  }

  /** Its range tombstones; reads nothing if it has none. */
  get ranges(): RangeTombstones {
    return this.#ranges ??= this.summary.ranges === 0
      ? none
      : new RangeTombstones(this.table.ranges);
  }

  /** Its file goes. */
  close(): void {
    this.#table?.close();
  }
}

const none = new RangeTombstones();
