/**
 * What a storage engine is: a sorted map of bytes on a disk, whatever keeps it. Keys are compared byte by byte, and a
 * key that is the beginning of another comes before it.
 *
 * @module
 */

/** What comes at once or later: an engine that waits for nothing need not make its callers wait. */
export type Soon<T> = T | Promise<T>;

/** A key and what stands under it. */
export interface Entry {
  /** Compared byte by byte. */
  readonly key: Uint8Array;
  /** Any bytes; none are a value too. */
  readonly value: Uint8Array;
}

/** Keys from one on and before another: `from <= key < to`. */
export interface KeyRange {
  /** The first key; default: the least there is. */
  readonly from?: Uint8Array;
  /** The key behind the last; default: none. */
  readonly to?: Uint8Array;
}

/** What a scan goes through, and how. */
export interface Scan extends KeyRange {
  /** From the greatest key to the least; default false. */
  readonly reverse?: boolean;
}

/** One change. */
export type Change =
  /** Puts a value under a key, in the place of what stood there. */
  | { readonly type: "put"; readonly key: Uint8Array; readonly value: Uint8Array }
  /** Deletes a key, if it is there. */
  | { readonly type: "delete"; readonly key: Uint8Array }
  /** Deletes all keys of a range. */
  | { readonly type: "delete range"; readonly from: Uint8Array; readonly to: Uint8Array };

/** What can be read. The bytes that are handed out are the reader's own. */
export interface Reading {
  /** What stands under a key, durable or not; `undefined` if nothing does. */
  get(key: Uint8Array): Soon<Uint8Array | undefined>;
  /** The entries of a range in the order of their keys, as they were when the scan began. */
  scan(scan?: Scan): Iterable<Entry> | AsyncIterable<Entry>;
}

/** The engine as it was when this was made, whatever is written meanwhile. */
export interface Snapshot extends Reading {
  /** Lets go of what only this snapshot needs; reading it after that throws. */
  release(): Soon<void>;
}

/** How a change is made. */
export interface WriteOptions {
  /** It is durable when the write is over; default false: durable after the next `sync`. */
  readonly sync?: boolean;
}

/**
 * An open engine.
 *
 * After a crash it holds the first so many batches that were written, whole, in their order, and among them
 * every one that was durable. A write that fails leaves the engine as it was, or unusable until it is opened again:
 * then every later write fails too. Once closed, everything throws.
 *
 * A read shows what was written, **durable or not**: a batch can be read while a crash would still take it,
 * with all that was written since the last sync. Whoever acts on what was read, where a crash must not undo
 * that, waits first for a `sync` that began after the read; and so must whoever tells somebody else of it.
 * What was found when the engine was opened is durable. After a write that failed, a read may show it or not.
 */
export interface Engine extends Reading {
  /** Puts a value under a key. */
  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): Soon<void>;
  /** Deletes a key, if it is there. */
  delete(key: Uint8Array, options?: WriteOptions): Soon<void>;
  /** Makes all of these changes, in their order, or none. */
  batch(changes: readonly Change[], options?: WriteOptions): Soon<void>;
  /** What is there now, to be read later. */
  snapshot(): Soon<Snapshot>;
  /** Makes durable what was written, and with it all that was read before it began. */
  sync(): Soon<void>;
  /** Ends. What was written is durable. */
  close(): Soon<void>;
}

/** The keys that begin with `prefix`. */
export function withPrefix(prefix: Uint8Array): KeyRange {
  const last = prefix.findLastIndex((byte) => byte !== 255);
  if (last < 0) return { from: prefix };
  const to = prefix.slice(0, last + 1);
  to[last]!++;
  return { from: prefix, to };
}

/** Below 0 if `a` comes before `b`, 0 if they are the same, above 0 if it comes after. */
export function compareKeys(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Whether two keys are the same. Looks at their ends first, where keys that follow each other differ. */
export function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i--) if (a[i] !== b[i]) return false;
  return true;
}
