import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { maglev } from "./maglev.ts";
import { fill, isPrime, type Preference } from "./table.ts";

/** As the paper says it: lists of preferences, and turns. */
function naiveFill(preferences: readonly Preference[], size: number): number[] {
  const lists = preferences.map(({ offset, skip }) =>
    Array.from({ length: size }, (_, j) => (offset + j * skip) % size)
  );
  const table = new Array<number>(size).fill(-1);
  while (table.includes(-1)) {
    for (const [node, list] of lists.entries()) {
      const entry = list.find((entry) => table[entry] === -1);
      if (entry !== undefined) table[entry] = node;
    }
  }
  return table;
}

Deno.test("the paper's example: three nodes, seven entries", () => {
  const preferences = [{ offset: 3, skip: 4 }, { offset: 0, skip: 2 }, { offset: 3, skip: 1 }];
  assertEquals([...fill(preferences, [1, 1, 1], 7)], [1, 0, 1, 0, 2, 2, 0]);
  const two = [preferences[0]!, preferences[2]!];
  assertEquals([...fill(two, [1, 1], 7)].map((node) => 2 * node), [0, 0, 0, 0, 2, 2, 2]);
});

Deno.test("the table is what lists of preferences make of it", () => {
  const size = fc.constantFrom(2, 3, 5, 7, 13, 31);
  fc.assert(
    fc.property(size, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1 }), (size, all) => {
      const preferences = all.slice(0, size).map(([offset, skip]) => ({
        offset: offset % size,
        skip: size === 2 ? 1 : skip % (size - 1) + 1,
      }));
      const table = fill(preferences, preferences.map(() => 1), size);
      assertEquals([...table], naiveFill(preferences, size));
    }),
  );
});

Deno.test("entries are shared to within one, and by weight", () => {
  const ids = Array.from({ length: 10 }, (_, i) => ({ id: `${i}` }));
  const counts = (table: Int32Array) =>
    ids.map((_, at) => table.filter((own) => own === at).length);
  assertEquals([...new Set(counts(maglev(ids, { size: 503 }).table))].sort(), [50, 51]);
  const heavy = counts(maglev(ids, { size: 10_007 }).weigh("3", 10).table);
  assert(Math.abs(heavy[3]! / 10_007 - 10 / 19) < 0.002, `${heavy}`);
});

Deno.test("sizes must be primes, and large enough", () => {
  assertEquals(Array.from({ length: 30 }, (_, i) => i).filter(isPrime), [
    2,
    3,
    5,
    7,
    11,
    13,
    17,
    19,
    23,
    29,
  ]);
  assertThrows(() => maglev([], { size: 65_536 }), RangeError, "given 65536");
  const three = ["a", "b", "c"].map((id) => ({ id }));
  assertThrows(() => maglev(three, { size: 2 }), RangeError, "given 2 entries, 3 nodes");
});

Deno.test("a size beyond all bounds is refused at once", () => {
  assertThrows(() => maglev([{ id: "a" }], { size: 9007199254740881 }), RangeError, "below 2^27");
});
