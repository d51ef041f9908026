import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { encode } from "./encode.ts";
import { plain, reversed } from "./plain_arbitrary_test.ts";

Deno.test("equal data has equal text, and different data different text", () => {
  const pairs = fc.oneof(
    fc.tuple(plain, plain),
    plain.map((value) => [value, reversed(value)] as const),
  );
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      assertEquals(encode(a) === encode(b), isDeepStrictEqual(a, b));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("the order of insertion does not show in the text", () => {
  fc.assert(fc.property(plain, (value) => assertEquals(encode(reversed(value)), encode(value))));
});

Deno.test("the order of an array does show", () => {
  assertNotEquals(encode([1, 2]), encode([2, 1]));
});

Deno.test("the text of each kind of data is pinned, as digests are made of it", () => {
  const texts: readonly (readonly [unknown, string])[] = [
    [undefined, "undefined"],
    [null, "null"],
    [true, "true"],
    [-0, "-0"],
    [0, "0"],
    [1e21, "1e+21"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
    [12n, "12n"],
    ['say "x"\n', '"say \\"x\\"\\n"'],
    ["\ud800", '"\\ud800"'],
    [new Uint8Array([0, 255]), "<00ff>"],
    [[1, "1", 1n], '[1,"1",1n]'],
    [{ b: undefined, a: {} }, '{"a":{},"b":undefined}'],
    [new Map([["k", new Set([2, 1])]]), 'Map{"k"=>Set{1,2}}'],
    [new Map<number, string>(), "Map{}"],
  ];
  for (const [value, text] of texts) assertEquals(encode(value), text);
});

Deno.test("an empty slot of an array reads as undefined", () => {
  assertEquals(encode(new Array(1)), encode([undefined]));
  assertNotEquals(encode(new Array(1)), encode([]));
});
