/**
 * A write-ahead log (Gray 1978; Mohan and others 1992): what must survive a crash is appended to a file
 * and synced before anybody hears of it.
 *
 * The log is a row of files. A new one begins when the last has grown, and when the log is compacted:
 * then a checkpoint of all that still counts is written beside the log, and the files before it go.
 *
 * @module
 */

import { ByteWriter } from "../../codec/byte_writer.ts";
import { checkpointNumber, writeCheckpoint } from "./checkpoint.ts";
import type { Disk } from "./disk.ts";
import { ENTRY_HEADER, LONGEST_FILE, writeEntry } from "./entry.ts";
import { type End, recover, type Recovered } from "./recover.ts";
import { createFile, nameOf, numberOf } from "./segment.ts";
import { finish, type Wait } from "./wait.ts";

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
  /** Up to where there is room in it; the file ends there, or at its length. */
  #reserved = 0;
  #earlier: number;

  /** Opens the log, or begins one in an empty folder. Throws `UnusableLog`, and what the disk throws. */
  constructor({ disk, owner, fileBytes = 2 ** 24, durable }: WalOptions) {
    this.#disk = disk;
    this.#owner = owner;
    this.#fileBytes = fileBytes;
    const { last, size, torn } = recover(disk, owner, durable);
    this.torn = torn;
    this.#number = last?.number ?? 1;
    this.#length = last?.length ?? finish(disk, this.#begin(1, 0));
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
      finish(this.#disk, this.rotate());
    }
    const bytes = bodies.reduce((sum, body) => sum + ENTRY_HEADER + body.length, 0);
    const writer = new ByteWriter(bytes);
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
    if (this.#length > this.#reserved) {
      this.#reserved = this.#length + this.#disk.reserve(this.file);
    }
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

  /** Begins another file. All that was appended must be durable, and nothing may be appended meanwhile. */
  *rotate(): Generator<Wait, void> {
    if (this.#reserved > this.#length) {
      this.#disk.truncate(this.file, this.#length);
      this.#reserved = 0;
      yield { sync: this.file };
    }
    const length = yield* this.#begin(this.#number + 1, this.#length);
    this.#earlier += this.#length;
    this.#number++;
    this.#length = length;
    this.#durable = length;
  }

  /**
   * Puts a checkpoint of these pieces in the place of all files before the one that grows, in one step:
   * after a crash there is either all of the old or all of the new. Meanwhile the log may grow, though not
   * begin another file. When it is read, the pieces come before what was appended since.
   */
  *checkpoint(pieces: Iterable<Uint8Array>): Generator<Wait, void> {
    const number = this.#number - 1;
    const length = yield* writeCheckpoint(this.#disk, { owner: this.#owner, number }, pieces);
    this.#earlier = length;
    for (const name of this.#disk.names()) {
      const isOld = (numberOf(name) ?? Infinity) <= number ||
        (checkpointNumber(name) ?? Infinity) < number;
      if (!isOld) continue;
      this.#disk.remove(name);
      yield "others";
    }
  }

  /** Replaces everything by `bodies`, in one go. */
  compact(bodies: readonly Uint8Array[]): void {
    finish(this.#disk, this.rotate());
    finish(this.#disk, this.checkpoint(bodies));
  }

  #begin(number: number, before: number): Generator<Wait, number> {
    return createFile(this.#disk, { format: 1, owner: this.#owner, number, before });
  }
}
