/**
 * What a log-structured store keeps: versions of keys. A key that is written again gets another version
 * beside the ones before, and which of them a reader sees is said by a sequence number (O'Neil and others
 * 1996; LevelDB).
 *
 * @module
 */

import { compareKeys } from "../../engine/engine.ts";

/** One version of a key. Order: the keys ascending, byte by byte, and versions of one key from new to old. */
export interface Version {
  /** What was written. */
  readonly key: Uint8Array;
  /** When: greater is later; a whole number from 0 on. No two versions of a key share one. */
  readonly sequence: number;
  /** A put has a value; a delete hides the versions before it. */
  readonly kind: "put" | "delete";
  /** What stands there from then on; no bytes if it is a delete. */
  readonly value: Uint8Array;
}

/** All versions of the keys in `[from, to)` with a sequence below this one are deleted. */
export interface RangeTombstone {
  /** The first key. */
  readonly from: Uint8Array;
  /** The key behind the last; it comes after `from`. */
  readonly to: Uint8Array;
  /** When: versions with this sequence, or a later one, are not deleted. */
  readonly sequence: number;
}

/**
 * A place in a sorted row of versions: on one of them, before the first, or behind the last. It begins
 * before the first. What it hands out stays as it is; its bytes may be views of something larger that
 * nobody may change.
 */
export interface Cursor {
  /** The version there; `undefined` before the first and behind the last. */
  readonly current: Version | undefined;
  /**
   * Goes to the first version at or behind `(key, sequence)`, or behind the last: with `Infinity` to the
   * newest version of a key, with the sequence of a snapshot to the one that it sees.
   */
  seek(key: Uint8Array, sequence: number): void;
  /** Goes to the first version, or behind the last if there is none. */
  first(): void;
  /** Goes to the last version, or before the first if there is none. */
  last(): void;
  /** Goes to the version behind; from before the first to the first; behind the last it stays. */
  next(): void;
  /** Goes to the version before; from behind the last to the last; before the first it stays. */
  previous(): void;
}

/** What is known of a table without reading its versions. */
export interface TableSummary {
  /** Its file. */
  readonly name: string;
  /** How long its file is. */
  readonly bytes: number;
  /** How many versions it holds, deletes among them; range tombstones are not counted. */
  readonly entries: number;
  /** How many deletes and range tombstones it holds. */
  readonly tombstones: number;
  /** No key of it comes before this one, nor does a range tombstone begin before it. */
  readonly smallest: Uint8Array;
  /** No key of it comes behind this one, nor does a range tombstone end behind it. */
  readonly largest: Uint8Array;
  /** The least sequence of a version or range tombstone. */
  readonly leastSequence: number;
  /** The greatest one. */
  readonly greatestSequence: number;
}

/**
 * Below 0 if the first `(key, sequence)` comes before the second, 0 if they are the same, above 0 if
 * behind.
 */
export function compareVersions(
  key: Uint8Array,
  sequence: number,
  otherKey: Uint8Array,
  otherSequence: number,
): number {
  const order = compareKeys(key, otherKey);
  if (order !== 0 || sequence === otherSequence) return order;
  return sequence > otherSequence ? -1 : 1;
}
