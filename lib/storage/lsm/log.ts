/**
 * The log of a store: the batches that no table holds yet. It has one file for each memtable, and an older
 * file goes when its memtable has become a table that the manifest names.
 *
 * @module
 */

import { CorruptStorage } from "../corrupt.ts";
import type { Disk } from "../disk/disk.ts";
import { within } from "../disk/within.ts";
import { finish } from "../wal/wait.ts";
import { Wal } from "../wal/wal.ts";
import { type Batch, decodeBatch } from "./batch.ts";

/** What the names of the log's files begin with. */
export const LOG = "log-";

/** The log of an open store. */
export class Log {
  readonly #disk: Disk;
  readonly #wal: Wal;
  #isDurable = true;

  /** Opens the log, or begins one in an empty folder. */
  constructor(disk: Disk) {
    this.#disk = within(disk, LOG);
    this.#wal = new Wal({ disk: this.#disk, owner: "lsm log", fileBytes: Infinity });
  }

  /** How many bytes its files have. */
  get bytes(): number {
    return this.#wal.size;
  }

  /**
   * The records of the batches behind `flushed`, or all there are. A batch says itself which sequence it
   * begins with: nothing is counted anew (RocksDB issue 1339). Throws `CorruptStorage` if one is missing
   * between.
   */
  read(flushed?: number): readonly Uint8Array[] {
    let next = flushed === undefined ? undefined : flushed + 1;
    return this.#wal.read().filter((record) => {
      const { first, changes }: Batch = decodeBatch(record), behind = first + changes.length;
      if (next !== undefined && behind <= next) return false;
      if (next !== undefined && first !== next) {
        throw new CorruptStorage("the log", `it must go on with change ${next}`, `change ${first}`);
      }
      next = behind;
      return true;
    });
  }

  /** Appends the record of a batch. */
  append(record: Uint8Array): void {
    this.#isDurable = false;
    this.#wal.append([record]);
  }

  /** Makes durable what was appended. */
  sync(): void {
    if (this.#isDurable) return;
    this.#wal.sync();
    this.#isDurable = true;
  }

  /** Makes durable what was appended, and begins another file. */
  rotate(): void {
    this.sync();
    finish(this.#disk, this.#wal.rotate());
  }

  /** Removes all files but the last. */
  drop(): void {
    finish(this.#disk, this.#wal.checkpoint([]));
  }
}
