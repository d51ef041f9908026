/**
 * A write-ahead log (Gray 1978; Mohan and others 1992): what must survive a crash is appended to a file
 * and synced before anybody hears of it.
 *
 * The log is a row of files. A new one begins when the last has grown, and when the log is compacted:
 * then the new file holds all that still counts, and those before it go.
 *
 * @module
 */

import { ByteWriter } from "../../codec/byte_writer.ts";
import type { Disk } from "./disk.ts";
import { LONGEST_FILE, writeEntry } from "./entry.ts";
import { type End, recover, type Recovered } from "./recover.ts";
import { createFile, nameOf, numberOf } from "./segment.ts";

/** What a log is made of. */
export interface WalOptions {
  /** Where it is. */
  readonly disk: Disk;
  /** Whose it is: a log of somebody else is refused. */
  readonly owner: string;
  /** When to begin another file, in bytes; default 16 MiB. */
  readonly fileBytes?: number;
  /** Up to where it was known to be durable: a log that ends before that is refused. */
  readonly durable?: End;
}

/**
 * An open log.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { MemoryDisk } from "hb/storage/wal/memory_disk.ts";
 * import { Wal } from "hb/storage/wal/wal.ts";
 *
 * const disk = new MemoryDisk();
 * const wal = new Wal({ disk, owner: "node 0" });
 * wal.append([new Uint8Array([1]), new Uint8Array([2])]);
 * wal.sync();
 * assertEquals(new Wal({ disk, owner: "node 0" }).read().length, 2);
 * ```
 */
export class Wal {
  /** What a crash had left behind the last good entry, when the log was opened, and is cut off now. */
  readonly torn: Recovered["torn"];
  readonly #disk: Disk;
  readonly #owner: string;
  readonly #fileBytes: number;
  /** The file that grows. */
  #number: number;
  #length: number;
  /** Invariant: #durable <= #length. */
  #durable: number;
  #earlier: number;

  /** Opens the log, or begins one in an empty folder. Throws `UnusableLog`, and what the disk throws. */
  constructor({ disk, owner, fileBytes = 2 ** 24, durable }: WalOptions) {
    this.#disk = disk;
    this.#owner = owner;
    this.#fileBytes = fileBytes;
    const { last, size, torn } = recover(disk, owner, durable);
    this.torn = torn;
    this.#number = last?.number ?? 1;
    this.#length = last?.length ?? this.#begin(1, 0, []);
    this.#earlier = Math.max(0, size - this.#length);
    this.#durable = this.#length;
  }

  /** The file that `append` writes to. */
  get file(): string {
    return nameOf(this.#number);
  }

  /** Up to where it is durable. */
  get durable(): End {
    return { number: this.#number, length: this.#durable };
  }

  /** How many bytes the files have that count. */
  get size(): number {
    return this.#earlier + this.#length;
  }

  /** Reads all that counts, from the disk; everything that was appended must be durable. */
  read(): readonly Uint8Array[] {
    if (this.#durable === this.#length) return recover(this.#disk, this.#owner).bodies;
    throw new Error(
      "Cannot read the log because all of it must be durable: given some that is not",
    );
  }

  /** Appends bodies in one write. They are durable after `sync`, all of them or, after a crash, the first few. */
  append(bodies: readonly Uint8Array[]): void {
    if (this.#length >= this.#fileBytes && this.#durable === this.#length) {
      this.#earlier += this.#length;
      this.#number++;
      this.#length = this.#begin(this.#number, this.#length, []);
      this.#durable = this.#length;
    }
    const writer = new ByteWriter(4096);
    for (const body of bodies) {
      writeEntry(writer, this.#length + writer.length, this.#durable, body);
    }
    if (this.#length + writer.length > LONGEST_FILE) {
      throw new RangeError(
        `Cannot append to ${this.file} because its length must stay below 4 GiB: ` +
          `given ${writer.length} bytes behind ${this.#length}`,
      );
    }
    this.#disk.append(this.file, writer.view());
    this.#length += writer.length;
  }

  /** Makes durable what was appended. */
  sync(): void {
    this.#disk.sync(this.file);
    this.confirm();
  }

  /**
   * Everything appended is durable: to be called after `file` was synced in another way, with nothing
   * appended meanwhile.
   */
  confirm(): void {
    this.#durable = this.#length;
  }

  /** Replaces everything by `bodies`, in one step: after a crash there is either all of the old or all of the new. */
  compact(bodies: readonly Uint8Array[]): void {
    const number = this.#number + 1;
    this.#length = this.#begin(number, 0, bodies);
    this.#durable = this.#length;
    this.#number = number;
    this.#earlier = 0;
    for (const name of this.#disk.names()) {
      if ((numberOf(name) ?? Infinity) < number) this.#disk.remove(name);
    }
  }

  #begin(number: number, before: number, bodies: readonly Uint8Array[]): number {
    return createFile(this.#disk, { format: 1, owner: this.#owner, number, before }, bodies);
  }
}
