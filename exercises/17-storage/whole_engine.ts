/** What part 11 must be. There is nothing to fill in here. @module */

import type { Disk } from "hb/storage/disk/disk.ts";

/** What stands under a key. Keys are compared byte by byte. */
export interface KeyValue {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** One change. */
export type Change =
  | { readonly type: "put"; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: "delete"; readonly key: Uint8Array };

/** Keys in `from <= key < to`; without one of them, there is no bound. */
export interface Range {
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
}

/** What can be read. The bytes that are handed out are the reader's own. */
export interface Readable {
  get(key: Uint8Array): Uint8Array | undefined;
  /**
   * In the order of the keys, as they were when `scan` was called. It may be given up at any time, by
   * `return`.
   */
  scan(range?: Range): Iterable<KeyValue>;
}

/** What was there at one moment. */
export interface Snapshot extends Readable {
  /** It is read no more; reading it then throws. To release it again does nothing. */
  release(): void;
}

/** How a change is made. */
export interface WriteOptions {
  /** It is durable when the call returns. */
  readonly sync?: boolean;
}

/** An open engine. The bytes that it is given may be changed as soon as a call has returned. */
export interface Engine extends Readable {
  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void;
  delete(key: Uint8Array, options?: WriteOptions): void;
  /** All of these changes in their order, or none. */
  batch(changes: readonly Change[], options?: WriteOptions): void;
  snapshot(): Snapshot;
  /** Makes durable what was written. */
  sync(): void;
  /** Makes durable what was written, and ends: whatever is called from then on throws. */
  close(): void;
}

/** What is chosen. */
export interface EngineOptions {
  /** How many bytes of keys and values it may hold in memory before it puts them into a table. */
  readonly memoryBytes: number;
}

/** Part 11. */
export interface Opening {
  /** Opens what is on the disk; on an empty one it begins. */
  open(disk: Disk, options: EngineOptions): Engine;
}
