/** Versions for property tests, and walks over them. */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { row } from "./row.ts";
import { compareVersions, type Cursor, type RangeTombstone, type Version } from "./version.ts";

/** Keys that often share their beginnings, or are the same. */
export const key: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.array(fc.constantFrom(0, 97, 98, 255), { maxLength: 4 }).map((bytes) =>
    Uint8Array.from(bytes)
  ),
  fc.tuple(fc.constantFrom(70, 140, 300), fc.constantFrom(97, 98)).map(([length, last]) =>
    new Uint8Array(length).fill(120).fill(last, length - 1)
  ),
);

/** Few near 0, some that no 32 bits hold. */
export const sequence: fc.Arbitrary<number> = fc.oneof(
  fc.nat(12),
  fc.constantFrom(127, 128, 2 ** 32, Number.MAX_SAFE_INTEGER),
);

const version: fc.Arbitrary<Version> = fc.record({
  key,
  sequence,
  value: fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }),
}).map(({ key, sequence, value }) =>
  value === undefined
    ? { key, sequence, kind: "delete", value: new Uint8Array() }
    : { key, sequence, kind: "put", value }
);

/** In their order, no two the same. */
export const versions: fc.Arbitrary<Version[]> = fc.array(version, {
  maxLength: 60,
  size: "medium",
}).map(sorted);

/** In no order. */
export const ranges: fc.Arbitrary<RangeTombstone[]> = fc.array(
  fc.record({ from: key, more: fc.uint8Array({ minLength: 1, maxLength: 2 }), sequence })
    .map(({ from, more, sequence }) => ({ from, to: Uint8Array.of(...from, ...more), sequence })),
  { maxLength: 4 },
);

/** The versions in their order, one of each `(key, sequence)`. */
export function sorted(versions: readonly Version[]): Version[] {
  return versions.toSorted(compare).filter((version, i, all) =>
    i === 0 || compare(all[i - 1]!, version) !== 0
  );
}

/** The order of versions. */
export function compare(a: Version, b: Version): number {
  return compareVersions(a.key, a.sequence, b.key, b.sequence);
}

/** A move of a cursor. */
export type Move = "first" | "last" | "next" | "previous" | {
  readonly key: Uint8Array;
  readonly sequence: number;
};

/** Walks, mostly of single steps. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Move>("next", "previous") },
    { weight: 1, arbitrary: fc.constantFrom<Move>("first", "last") },
    {
      weight: 2,
      arbitrary: fc.record({ key, sequence: fc.oneof(sequence, fc.constant(Infinity)) }),
    },
  ),
  { maxLength: 60, size: "medium" },
);

/** Makes a move. */
export function go(cursor: Cursor, move: Move): void {
  if (typeof move === "string") cursor[move]();
  else cursor.seek(move.key, move.sequence);
}

/**
 * After each move, the cursor is where one over the array would be, and what it handed out stays as it
 * was.
 */
export function assertWalksLike(
  cursor: Cursor,
  versions: readonly Version[],
  moves: readonly Move[],
): void {
  const twin = row(versions), seen: [Version | undefined, Version | undefined][] = [];
  assertEquals(cursor.current, undefined);
  for (const move of moves) {
    go(cursor, move);
    go(twin, move);
    assertEquals(cursor.current, twin.current);
    seen.push([cursor.current, twin.current]);
  }
  for (const [given, expected] of seen) assertEquals(given, expected);
}

/** All versions that a cursor has, from the first to the last. */
export function allOf(cursor: Cursor): Version[] {
  const all: Version[] = [];
  for (cursor.first(); cursor.current !== undefined; cursor.next()) all.push(cursor.current);
  return all;
}
