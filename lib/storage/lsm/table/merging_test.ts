import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { merging } from "./merging.ts";
import { row } from "./row.ts";
import type { Cursor, Version } from "./version.ts";
import { allOf, assertWalksLike, compare, moves, versions } from "./versions_arbitrary_test.ts";

const several = fc.array(versions, { maxLength: 6 });

/** All of them in order; of the same version, that of the first array comes first. */
function mergedNaively(rows: readonly (readonly Version[])[]): Version[] {
  return rows.flat().sort(compare);
}

/** The same version in several arrays, told apart by its value. */
function marked(rows: readonly (readonly Version[])[]): Version[][] {
  return rows.map((row, i) =>
    row.map(({ key, sequence }) => ({ key, sequence, kind: "put", value: Uint8Array.of(i) }))
  );
}

Deno.test("merging: all versions of all cursors in order, and of equal ones the first one's first", () => {
  let equal = 0;
  fc.assert(
    fc.property(several, (drawn) => {
      const rows = marked(drawn), merged = mergedNaively(rows);
      assertEquals(allOf(merging(rows.map(row))), merged);
      const cursor = merging(rows.map(row)), back: Version[] = [];
      for (cursor.last(); cursor.current !== undefined; cursor.previous()) {
        back.push(cursor.current);
      }
      assertEquals(back.reverse(), merged);
      if (merged.some((version, i) => i > 0 && compare(merged[i - 1]!, version) === 0)) equal++;
    }),
    { numRuns: 100 },
  );
  assert(equal > 20, `${equal}`);
});

Deno.test("badger 1153: of one version in two sources the newer source's comes first, both ways", () => {
  const key = Uint8Array.of(1), [newer, older] = [Uint8Array.of(2), Uint8Array.of(1)];
  const of = (value: Uint8Array) => row([{ key, sequence: 5, kind: "put", value }]);
  const cursor = merging([of(newer), of(older)]), met: (Uint8Array | undefined)[] = [];
  for (
    const move of ["next", "next", "previous", "next", "next", "previous", "previous"] as const
  ) {
    cursor[move]();
    met.push(cursor.current?.value);
  }
  assertEquals(met, [newer, older, newer, older, undefined, older, newer]);
});

Deno.test("merging: a walk to and fro is one over the sorted array, wherever it turns", () => {
  fc.assert(
    fc.property(several, moves, (drawn, moves) => {
      const rows = marked(drawn);
      // A twin that seeks finds the first of equal versions, as a merging cursor must.
      assertWalksLike(merging(rows.map(row)), mergedNaively(rows), moves);
    }),
    { numRuns: 300 },
  );
});

Deno.test("merging: it may be merged again", () => {
  fc.assert(
    fc.property(several, several, moves, (some, others, moves) => {
      const rows = marked([...some, ...others]);
      const [one, other] = [rows.slice(0, some.length), rows.slice(some.length)];
      const cursor = merging([merging(one.map(row)), merging(other.map(row))]);
      assertWalksLike(cursor, mergedNaively(rows), moves);
    }),
    { numRuns: 100 },
  );
});

Deno.test("merging: whatever cursor throws, no version is left out after that", () => {
  const one = Uint8Array.of(1),
    two = Uint8Array.of(2),
    three = Uint8Array.of(3),
    value = Uint8Array.of();
  const at = (key: Uint8Array): Version => ({ key, sequence: 1, kind: "put", value });
  const sound = row([at(one), at(three)]), inner = row([at(two)]);
  let broken = false;
  const may = (run: () => void) => {
    if (broken) throw new Error("a bad block");
    run();
  };
  const bad: Cursor = {
    get current() {
      return inner.current;
    },
    seek: (key, sequence) => may(() => inner.seek(key, sequence)),
    first: () => may(inner.first),
    last: () => may(inner.last),
    next: () => may(inner.next),
    previous: () => may(inner.previous),
  };
  const cursor = merging([sound, bad]);
  for (const move of ["next", "previous"] as const) {
    broken = false;
    cursor.first();
    cursor.next();
    assertEquals(cursor.current, at(two));
    broken = true;
    assertThrows(() => cursor[move](), Error, "a bad block");
    broken = false;
    assertThrows(() => cursor.next(), Error, "a bad block");
    assertThrows(() => cursor.previous(), Error, "a bad block");
  }
  broken = true;
  assertThrows(() => cursor.seek(two, 1), Error, "a bad block");
  broken = false;
  assertThrows(() => cursor.next(), Error, "a bad block");
  assertEquals(allOf(cursor), [at(one), at(two), at(three)]);
});
