/** What a store has done, for the amplification of writes, reads and space. @module */

import type { Counts } from "./counts.ts";
import { bytesOf, tablesOf } from "./levels.ts";
import type { Store } from "./store.ts";

/** How much of a store is where. */
export interface LevelSize {
  /** How many runs it has. */
  readonly runs: number;
  /** How many tables. */
  readonly tables: number;
  /** How many bytes. */
  readonly bytes: number;
}

/** What a store has done, and how large it is. */
export interface Statistics extends Readonly<Omit<Counts, "compactions">> {
  /** See `Counts`. */
  readonly compactions: readonly number[];
  /** Bytes in memory that are not in tables yet, about. */
  readonly memtableBytes: number;
  /** Blocks that were found in the cache, and that were not. */
  readonly cache: { readonly hits: number; readonly misses: number };
  /** The levels. */
  readonly levels: readonly LevelSize[];
}

/** What a store has done since it was opened, and how large it is. */
export function statisticsOf({ counts, memtable, frozen, cache, manifest }: Store): Statistics {
  return {
    ...counts,
    compactions: Array.from(counts.compactions, (count) => count ?? 0),
    memtableBytes: memtable.bytes + (frozen?.memtable.bytes ?? 0),
    cache: { hits: cache.hits, misses: cache.misses },
    levels: manifest.state.levels.map((level) => {
      const tables = tablesOf(level);
      return { runs: level.length, tables: tables.length, bytes: bytesOf(tables) };
    }),
  };
}
