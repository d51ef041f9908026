/** A store of one value: the least that can lose something. @module */

import type { Disk } from "../../storage/disk/disk.ts";

/** An open store. */
export interface TinyStore {
  /** The value that was put last; `undefined`: none was. */
  get(): string | undefined;
  /**
   * Puts a value in the place of the last, and calls `done` when it counts as durable. Throws what the disk
   * throws.
   */
  put(value: string, done: () => void): void;
}

/** A way to keep a value on a disk. */
export interface TinyStoreKind {
  /** How it does that. */
  readonly name: string;
  /** Opens the store that a disk holds, or begins one; throws when what is there cannot be read. */
  open(disk: Disk): TinyStore;
}

/** A value as bytes. */
export function bytesOf(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** Bytes as a value; what is no text is shown all the same. */
export function valueOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
