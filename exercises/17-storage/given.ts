/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to fill in
 * here.
 *
 * A `Disk` is one folder of files, and what it does it has done when it returns:
 *
 *     names(): readonly string[]
 *     size(name): number
 *     read(name): Uint8Array
 *     readAt(name, offset, length): Uint8Array
 *     append(name, bytes): void
 *     writeAt(name, offset, bytes): void
 *     truncate(name, length): void
 *     sync(name): void
 *     rename(from, to): void
 *     remove(name): void
 *     syncFolder(): void
 *
 * `append` makes the file if there is none; all else throws where there is no file of that name. `readAt`
 * gives fewer bytes where the file ends before. `writeAt` writes over what is there, from an offset within
 * the file. `rename` puts a file in the place of another one that had the name. What a crash leaves of all
 * that is told in section 17.2 of the chapter; any operation may also fail, and throws then.
 *
 * @module
 */

import type { Disk } from "hb/storage/disk/disk.ts";

export type { Disk };
export { crc32c } from "hb/codec/crc32c.ts";
export { compareKeys } from "hb/storage/engine/engine.ts";
export { todo } from "hb/grade/todo.ts";
export { hashes } from "./hashes.ts";
export type * from "./tables.ts";
export type * from "./whole_engine.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** A good entry of a log. */
export interface Entry {
  /** What was put into it. */
  readonly body: Uint8Array;
  /** How many bytes of the file were durable when it was written. */
  readonly durable: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** Reads the entry that begins at `position` of a file; nothing if there is no good one. */
export type ReadEntry = (file: Uint8Array, position: number) => Entry | undefined;

/** Part 1. The frame of an entry. Positions and lengths are below 2 ** 32. */
export interface Entries {
  /** The bytes of an entry that begins at `position` of its file. */
  write(body: Uint8Array, position: number, durable: number): Uint8Array;
  readonly read: ReadEntry;
}

/** What a log holds. */
export type Recovered =
  /** These bodies, and behind `end` nothing that counts: the file is to be cut there. */
  | { readonly bodies: readonly Uint8Array[]; readonly end: number }
  /** The entry at this position was durable once, and is bad. */
  | { readonly corrupt: number };

/** Part 2. What the file of a log holds; `read` knows entries. */
export type Recovery = (file: Uint8Array, read: ReadEntry) => Recovered;

/** Part 3. A file that is replaced whole. */
export interface Replacing {
  /** Puts a file with these bytes in the place of the one of that name, if there is one. */
  replace(disk: Disk, name: string, bytes: Uint8Array): void;
  /** What stands under the name after a start, also after a crash; nothing if it never was there. */
  open(disk: Disk, name: string): Uint8Array | undefined;
}

/** What a group commit can do. */
export interface GroupIo {
  /** Begins a sync of the log; how it ends is told later. */
  sync(): void;
  /** Tells whoever put this that it is durable. */
  tell(put: number): void;
  /** Tells whoever put this that it may be lost. */
  refuse(put: number): void;
}

/**
 * Part 4. Group commit. `start` gives what is remembered: plain data of your own. Puts are numbers, each
 * another one.
 */
export interface Group<S = Any> {
  start(): S;
  /** A put has been appended to the log. */
  put(s: S, put: number, io: GroupIo): void;
  /** The sync that is under way has ended well. */
  synced(s: S, io: GroupIo): void;
  /** The sync that is under way has failed. */
  failed(s: S, io: GroupIo): void;
}

/** The size of a filter. */
export interface FilterSize {
  readonly bits: number;
  /** How many bits a key sets. */
  readonly probes: number;
}

/** Part 5. A Bloom filter; what it is in memory is your affair. `hashes` is given. */
export interface Bloom<F = Any> {
  /** For so many keys, so that another key is taken for one of them with probability `rate`. */
  size(keys: number, rate: number): FilterSize;
  /** An empty one. */
  make(size: FilterSize): F;
  add(filter: F, key: Uint8Array): void;
  /** False only if the key was not added. */
  has(filter: F, key: Uint8Array): boolean;
  /** All of it as bytes, and back. */
  write(filter: F): Uint8Array;
  read(bytes: Uint8Array): F;
}

/** Part 6. One row out of several; each of them may be gone through once. */
export type Merge = <V>(
  runs: readonly Iterable<V>[],
  /** Below 0 if `a` comes before `b`. */
  compare: (a: V, b: V) => number,
) => Iterable<V>;
