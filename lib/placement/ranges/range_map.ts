/**
 * The key space in ranges, each kept by one node. Keys are bytes, compared byte by byte; a range
 * goes from its start to the start of the next, without it, the first from the empty key and the
 * last without an end.
 *
 * So the ranges are their starts: every key is in exactly one, the last whose start is not above
 * it, and no change can leave a gap or an overlap as long as starts rise and the first is empty.
 *
 * @module
 */

import { compareKeys, isSameKey } from "../../storage/engine/engine.ts";
import type { Key } from "../hash/hashing.ts";

/** A range: `from <= key < to`. */
export interface Range {
  /** Its first key. */
  readonly from: Uint8Array;
  /** The first key that is not in it; without one it has no end. */
  readonly to?: Uint8Array;
  /** The name of the node that keeps it. */
  readonly id: string;
}

/** Ranges by their starts. */
export interface RangeMap {
  /** They rise; the first is empty. */
  readonly starts: readonly Uint8Array[];
  /** Who keeps each. */
  readonly ids: readonly string[];
}

/** The whole key space on one node. */
export function wholeRange(id: string): RangeMap {
  return { starts: [new Uint8Array()], ids: [id] };
}

/** A key as bytes. */
export function bytesOf(key: Key): Uint8Array {
  if (typeof key === "string") return new TextEncoder().encode(key);
  if (key instanceof Uint8Array) return key;
  throw new TypeError(
    `Cannot find a range because a key must be a text or bytes: given ${typeof key}`,
  );
}

/** Where the range of a key is. */
export function rangeAt({ starts }: RangeMap, key: Key): number {
  const bytes = bytesOf(key);
  let low = 0, high = starts.length - 1;
  while (low < high) {
    // The upper middle, so that it ends.
    const middle = low + high + 1 >> 1;
    if (compareKeys(starts[middle]!, bytes) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The range of a key. */
export function rangeOf(map: RangeMap, key: Key): Range {
  const at = rangeAt(map, key), to = map.starts[at + 1];
  return { from: map.starts[at]!, ...(to && { to }), id: map.ids[at]! };
}

/** Two ranges in the place of one: `key` is the first of the second. Both stay where they were. */
export function split(map: RangeMap, key: Key): RangeMap {
  const at = rangeAt(map, key), bytes = bytesOf(key);
  if (isSameKey(map.starts[at]!, bytes)) {
    throw new RangeError(
      `Cannot split a range because both parts must have keys: given its first key, "${
        shown(bytes)
      }"`,
    );
  }
  return {
    starts: map.starts.toSpliced(at + 1, 0, bytes.slice()),
    ids: map.ids.toSpliced(at + 1, 0, map.ids[at]!),
  };
}

/**
 * One range in the place of that which begins at `key` and the one before. They must be on one
 * node.
 */
export function merge(map: RangeMap, key: Key): RangeMap {
  const at = startAt(map, key, "merge");
  if (at === 0) {
    throw new RangeError(
      `Cannot merge a range because there must be one before it: given the first`,
    );
  }
  if (map.ids[at] !== map.ids[at - 1]) {
    throw new RangeError(
      `Cannot merge ranges because one node must keep both: given "${map.ids[at - 1]}" and "${
        map.ids[at]
      }"`,
    );
  }
  return { starts: map.starts.toSpliced(at, 1), ids: map.ids.toSpliced(at, 1) };
}

/** With the range that begins at `key` on another node. */
export function move(map: RangeMap, key: Key, id: string): RangeMap {
  return { ...map, ids: map.ids.with(startAt(map, key, "move"), id) };
}

function startAt(map: RangeMap, key: Key, purpose: string): number {
  const at = rangeAt(map, key), bytes = bytesOf(key);
  if (isSameKey(map.starts[at]!, bytes)) return at;
  throw new RangeError(
    `Cannot ${purpose} a range because it is named by its first key: given "${
      shown(bytes)
    }", inside of one`,
  );
}

function shown(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What is wrong with some ranges, a sentence each; empty if every key is in exactly one. */
export function gapsAndOverlaps(ranges: readonly Range[]): string[] {
  if (ranges.length === 0) return ["there is no range"];
  const sorted = ranges.toSorted((a, b) => compareKeys(a.from, b.from)), wrong: string[] = [];
  if (sorted[0]!.from.length > 0) wrong.push(`nothing before "${shown(sorted[0]!.from)}"`);
  for (const [i, { from, to }] of sorted.entries()) {
    const next = sorted[i + 1]?.from;
    if (to !== undefined && compareKeys(from, to) >= 0) wrong.push(`"${shown(from)}" is empty`);
    if (next === undefined && to !== undefined) wrong.push(`nothing from "${shown(to)}" on`);
    if (next === undefined) continue;
    const beyond = to === undefined ? 1 : compareKeys(to, next);
    if (beyond < 0) wrong.push(`nothing from "${shown(to!)}" to "${shown(next)}"`);
    if (beyond > 0) wrong.push(`"${shown(next)}" is in two ranges`);
  }
  return wrong;
}

/** All ranges. */
export function rangesOf(map: RangeMap): readonly Range[] {
  return map.starts.map((from) => rangeOf(map, from));
}
