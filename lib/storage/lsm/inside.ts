/** What is inside a store, for those who check it. @module */

import type { Levels } from "./levels.ts";
import { numberOfTable } from "./manifest.ts";
import type { Memtable } from "./memtable.ts";
import type { RunReader } from "./run_reader.ts";
import type { Store } from "./store.ts";

/** Parts of an open store, to be looked at only. */
export interface Inside {
  /** Which tables count. */
  readonly levels: Levels;
  /** The runs of the levels, in the same order. */
  readonly runs: readonly RunReader[];
  /** The memtable, and the frozen one, if there is one. */
  readonly memtables: readonly Memtable[];
  /** All changes up to this sequence are in tables. */
  readonly flushed: number;
  /** The sequence of the last change in the frozen memtable; that of `flushed` if there is none. */
  readonly frozen: number;
  /** The sequence of the last change. */
  readonly last: number;
  /** The number of the next file. */
  readonly nextFile: number;
  /** The sequences of the snapshots that are held. */
  readonly snapshots: readonly number[];
  /** The tables on the disk. */
  readonly files: readonly string[];
  /** The names of tables that may be on the disk besides those of the levels. */
  readonly others: {
    /** Somebody reads them. */
    readonly held: readonly string[];
    /** They will be removed. */
    readonly obsolete: readonly string[];
    /** They are being written. */
    readonly unfinished: readonly string[];
  };
}

/** What is inside a store. */
export function insideOf(store: Store): Inside {
  const { manifest, frozen, memtable, tables } = store, { levels, flushed } = manifest.state;
  return {
    levels,
    runs: store.view.runs,
    memtables: frozen === undefined ? [memtable] : [memtable, frozen.memtable],
    flushed,
    frozen: frozen?.last ?? flushed,
    last: store.last,
    nextFile: store.nextFile,
    snapshots: store.snapshots,
    files: store.disk.names().filter((name) => !Number.isNaN(numberOfTable(name))),
    others: {
      held: tables.names,
      obsolete: tables.obsolete,
      unfinished: [...store.unfinished],
    },
  };
}
