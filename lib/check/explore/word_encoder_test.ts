import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { plain, reversed } from "../../model/plain_arbitrary_test.ts";
import { WordEncoder } from "./word_encoder.ts";

const words = new WordEncoder();

function written(value: unknown): string {
  words.write(value);
  return words.row.subarray(0, words.length).join(" ");
}

Deno.test("two values have the same words exactly when they have the same canonical text", () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      assertEquals(written(a) === written(b), encode(a) === encode(b));
    }),
    { numRuns: 5000 },
  );
});

/** What is easily taken for something else. */
const alike: unknown[] = [
  ...[0, -0, 1, -1, 0.5, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, NaN, Infinity, -Infinity],
  ...[0n, 1n, -1n, 2n ** 64n, "", "0", "1", "1n", "null", "a", "\ud800", "\ud801"],
  ...[null, undefined, true, false, new Uint8Array(), new Uint8Array([0]), new Uint8Array([1])],
  ...[[], [[]], [[], []], [[[]]], [0], [undefined], [[1], 2], [[1, 2]], [1, [2]], [1, 2], [2, 1]],
  ...[{}, { a: 1 }, { b: 1 }, { a: undefined }, { a: { b: 1 }, c: 2 }, { a: { b: 1, c: 2 } }],
  ...[new Map(), new Map([[1, 2]]), new Map([[2, 1]]), new Map([[1, new Map([[2, 3]])]])],
  ...[new Map<unknown, unknown>([[1, new Map()], [2, 3]]), new Map([["a", 1]])],
  ...[new Set(), new Set([1]), new Set([1, 2]), new Set([[1, 2]]), new Set([new Set([1]), 2])],
  ...[new Set([new Set([1]), new Set([2])]), new Set([new Set<unknown>([1, new Set([2])])])],
  // 12 is also the word that bytes begin with.
  ...[[new Uint8Array(), new Uint8Array([12])], [new Uint8Array([12]), new Uint8Array()]],
  ...[new Set([new Set([1, 2])]), new Set([{}, {}]), new Set([{}])],
];

Deno.test("no two of these are the same", () => {
  for (const [i, a] of alike.entries()) {
    for (const [j, b] of alike.entries()) {
      assertEquals(written(a) === written(b), i === j, `${encode(a)} and ${encode(b)}`);
    }
  }
});

Deno.test("the order of insertion is no matter", () => {
  fc.assert(fc.property(plain, (value) => {
    assertEquals(written(reversed(value)), written(value));
  }));
});

Deno.test("a value within another is told apart from its neighbours", () => {
  fc.assert(fc.property(plain, plain, (a, b) => {
    assertEquals(written([a, b]) === written([b, a]), encode(a) === encode(b));
    assertNotEquals(written([a, b]), written([[a, b]]));
  }));
});

Deno.test("many members are put in order, also within each other", () => {
  const members = Array.from({ length: 100 }, (_, i) => new Map([[`${i}`, new Set([i, -i, 0.5])]]));
  assertEquals(written(new Set(members)), written(new Set(members.toReversed())));
  assertNotEquals(written(new Set(members)), written(new Set(members.slice(1))));
});

Deno.test("what is no data is refused", () => {
  assertThrows(() => words.write([() => 1]), TypeError, "given function");
});
