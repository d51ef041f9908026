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
import { writeCheckpoint } from "./checkpoint.ts";
import type { Disk } from "../disk/disk.ts";
import { ENTRY_HEADER, LONGEST_FILE, writeEntry } from "./entry.ts";
import { type End, isOld, recover, type Recovered } from "./recover.ts";
import { createFile, nameOf } from "./segment.ts";
import { nextSalt, seedOf } from "./title.ts";
import { finish, type Wait } from "./wait.ts";
import { writeAgain } from "./write_again.ts";

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
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { Wal } from "hb/storage/wal/wal.ts";
 *
 * const disk = new SimulatedDisk();
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
  readonly #salt: string;
  /** What the check sums of the file that grows begin with. */
  #seed: number;

  /**
   * Opens the log, or begins one in an empty folder. All that is found is durable then: what may be in memory
   * only is written again. Throws `UnusableLog`, and changes nothing then; and what the disk
   * throws.
   */
  constructor({ disk, owner, fileBytes = 2 ** 24, durable }: WalOptions) {
    this.#disk = disk;
    this.#owner = owner;
    this.#fileBytes = fileBytes;
    const found = recover(disk, owner, durable);
    this.torn = found.torn;
    this.#salt = nextSalt(disk, found.last?.title.salt);
    const about = { owner, salt: this.#salt };
    const { number, length, earlier } = finish(disk, writeAgain(disk, found, about));
    this.#number = number;
    this.#length = length;
    this.#earlier = earlier;
    this.#seed = this.#seedOf(number);
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
      writeEntry(writer, this.#length + writer.length, this.#durable, body, this.#seed);
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
    const owner = this.#owner, salt = this.#salt, before = this.#length;
    const number = this.#number + 1;
    const length = yield* createFile(this.#disk, { owner, number, salt, before });
    this.#earlier += before;
    this.#number = number;
    this.#seed = this.#seedOf(number);
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
    const about = { owner: this.#owner, number, salt: this.#salt };
    const length = yield* writeCheckpoint(this.#disk, about, pieces);
    this.#earlier = length;
    for (const name of this.#disk.names()) {
      if (!isOld(name, number + 1)) continue;
      this.#disk.remove(name);
      yield "others";
    }
  }

  /** Replaces everything by `bodies`, in one go. */
  compact(bodies: readonly Uint8Array[]): void {
    finish(this.#disk, this.rotate());
    finish(this.#disk, this.checkpoint(bodies));
  }

  #seedOf(number: number): number {
    return seedOf({ format: 2, owner: this.#owner, number, salt: this.#salt });
  }
}
