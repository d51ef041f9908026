/**
 * A table: sorted versions in a file that never changes (the sorted string table of Bigtable, Chang and
 * others 2006, section 4; LevelDB's table format, 2011).
 *
 * ```text
 * blocks of versions   about 4 KiB each (block.ts), in the order of their versions
 * filter               says which keys are not there (lib/storage/bloom/), or nothing
 * range tombstones     (properties.ts)
 * properties           (properties.ts)
 * index                a block of versions too: for each block a place between its last version and the
 *                      first of the next (separator.ts); the value says in 4 bytes where the block begins
 * footer               36 bytes (footer.ts)
 * ```
 *
 * A table of one version, put "tea" = "hot" at 7, with a filter of sixteen bits:
 *
 * ```text
 * 80405cac 00000000 12000000 12000000 01   the versions, at byte 0: 18 bytes (0x12), kept as they are
 *   00 03 07 04 746561 686f74               shares 0, 3 of its own, at 7, a value of 3; "tea", "hot"
 *   00000000 01000000                       one restart, at the first entry
 * db0ba9e1 23000000 04000000 04000000 02   the filter, at byte 35 (0x23)
 *   01 0b 5d55                              Bloom, 11 bits a key, and 16 bits, of which 9 are set
 * f9c3713b 38000000 01000000 01000000 03   the range tombstones, at byte 56
 *   00                                      none
 * 411a3602 4a000000 11000000 11000000 04   the properties, at byte 74
 *   01 00 07 07 03 746561 03 746561         1 entry, no tombstone, sequences 7 to 7, from "tea" to "tea",
 *   04 6e6f6e65                             compressed by "none"
 * c82c22af 6c000000 13000000 13000000 05   the index, at byte 108
 *   00 03 00 05 746561 00000000             up to "tea" at 0, and so to its oldest version: see byte 0
 *   00000000 01000000
 * eb24ab04 23000000 38000000 4a000000      the footer: its check, where filter, tombstones, properties
 *   6c000000 b4000000 01000000              and index are; 180 bytes in all, format 1
 *   68622e7461626c65                        "hb.table"
 * ```
 *
 * Each block has its own check, type and position before it (sealed.ts), and they lie one behind the
 * other from the first byte to the last: no byte of the file is without a check.
 *
 * Versions of one key may go on from one block to the next, but not from one table to the next of a
 * level: that is for whoever writes the tables to see to.
 *
 * @module
 */

import type { Filter } from "../../bloom/filter.ts";
import type { Disk } from "../../disk/disk.ts";
import type { Blocks } from "./blocks.ts";
import type { BlockCache } from "./cache.ts";
import type { Compression } from "../../../codec/compression.ts";
import { type Parts, readParts } from "./parts.ts";
import { TableCursor } from "./table_cursor.ts";
import { verifyTable } from "./verify.ts";
import type { Cursor, RangeTombstone, TableSummary, Version } from "./version.ts";

/** How a table is read. */
export interface TableOptions {
  /** Where blocks are kept; default: nowhere. */
  readonly cache?: BlockCache;
  /** The compressions that the table may be written with, besides none; default: no other. */
  readonly compressions?: readonly Compression[];
}

/** How a cursor reads. */
export interface CursorOptions {
  /** Whether blocks that it reads are kept in the cache; default true. Who reads all but once says false. */
  readonly keep?: boolean;
}

/**
 * A table that is open. What it hands out are views of blocks in memory: to be read, not to be changed.
 * Everything throws `CorruptStorage` if the file is not what was written.
 *
 * @example What a snapshot sees
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { Table } from "hb/storage/lsm/table/table.ts";
 * import { TableWriter } from "hb/storage/lsm/table/writer.ts";
 *
 * const disk = new SimulatedDisk(), writer = new TableWriter(disk, "1.table");
 * const key = new TextEncoder().encode("tea");
 * writer.add({ key, sequence: 7, kind: "delete", value: new Uint8Array() });
 * writer.add({ key, sequence: 4, kind: "put", value: Uint8Array.of(1) });
 * writer.finish();
 * const table = Table.open(disk, "1.table");
 * assertEquals(table.get(key, Infinity)?.kind, "delete");
 * assertEquals(table.get(key, 6)?.value, Uint8Array.of(1));
 * assertEquals(table.get(key, 3), undefined);
 * ```
 */
export class Table {
  /** What is known of it without reading its versions. */
  readonly summary: TableSummary;
  /** Its range tombstones, by `from`, and from new to old. `get` and cursors know nothing of them. */
  readonly ranges: readonly RangeTombstone[];
  readonly #filter: Filter | undefined;
  readonly #blocks: Blocks;
  readonly #close: () => void;
  readonly #readAgain: () => Parts;

  private constructor(parts: Parts, close: () => void, readAgain: () => Parts) {
    this.summary = parts.summary;
    this.ranges = parts.ranges;
    this.#filter = parts.filter;
    this.#blocks = parts.blocks;
    this.#close = close;
    this.#readAgain = readAgain;
  }

  /**
   * Reads what is needed to find versions: the index, the filter, the range tombstones and the summary.
   * Throws another error than `CorruptStorage` if it is compressed in a way that `options` does not name.
   */
  static open(disk: Disk, name: string, options: TableOptions = {}): Table {
    const shelf = options.cache?.shelf();
    const { compressions = [] } = options;
    return new Table(
      readParts(disk, name, compressions, shelf),
      () => shelf?.clear(),
      () => readParts(disk, name, compressions, undefined),
    );
  }

  /**
   * The newest version of a key whose sequence is at most `sequence`, a delete too; `undefined` if none
   * is. Its key is the one that was given.
   */
  get(key: Uint8Array, sequence: number): Version | undefined {
    // The filter is of keys without their sequences, and so it is asked. Were it of both, a reader, who
    // asks for a key as of some sequence and not for a version that it knows, would hardly ever be told
    // yes.
    if (!this.mayHave(key)) return undefined;
    return this.#blocks.get(key, sequence);
  }

  /** Whether its filter lets a key pass; always, if it has none. */
  mayHave(key: Uint8Array): boolean {
    return this.#filter?.has(key) !== false;
  }

  /** A new place in its versions. */
  cursor({ keep = true }: CursorOptions = {}): Cursor {
    return new TableCursor(this.#blocks, keep);
  }

  /** Reads all of the file, past the cache, and compares everything in it with everything else. */
  verify(): void {
    const { summary, ranges, filter, blocks } = this.#readAgain();
    verifyTable(blocks, filter, ranges, summary);
  }

  /** Lets go of its blocks in the cache, as when its file is removed. */
  close(): void {
    this.#close();
  }
}
