import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { readEdn } from "./edn.ts";
import { ednText } from "./edn_text.ts";
import { readJson } from "./json.ts";
import { exactNumber } from "./number.ts";
import { keyOf, scalarOf } from "./scalar.ts";
import { ednLeaf, fileValue, jsonLeaf } from "./value_arbitrary_test.ts";

const value = fileValue(ednLeaf);

/** Equality as data, by a text that was not made for this. */
function same(a: unknown, b: unknown): boolean {
  return encode(a) === encode(b);
}

Deno.test("two values have the same scalar and the same key just where they are equal", () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      assertEquals(scalarOf(a) === scalarOf(b), same(a, b));
      assertEquals(keyOf(a) === keyOf(b), same(a, b));
    }),
    { numRuns: 3000 },
  );
});

const confused: readonly (readonly [string, string])[] = [
  ["1", '"1"'],
  [":a", '"a"'],
  [":a", '":a"'],
  ["a", '"a"'],
  ["\\a", '"a"'],
  ["nil", '"nil"'],
  ["true", '"true"'],
  ["[1 2]", '"[1 2]"'],
  ["[1 2]", "[2 1]"],
  ["[1 2]", "[[1 2]]"],
  ["{:a 1}", '{"a" 1}'],
  ["#{1}", "[1]"],
  ["##NaN", '"##NaN"'],
  ["##Inf", "##-Inf"],
  ["9007199254740992", "9007199254740993"],
  ["9007199254740993", '"9007199254740993"'],
  ["-9007199254740993", "9007199254740993"],
  ["0.1", "0.10000000000000000001"],
  ["1e400", "1e401"],
  ["1e400", '"1e400"'],
  ["1/2", "0.5"],
  ["1/2", '"1/2"'],
  ['#inst "2020"', '"2020"'],
];
for (const [a, b] of confused) {
  Deno.test(`${a} is not ${b}`, () => {
    const [first, second] = [...readEdn(`${a} ${b}`)];
    assertNotEquals(scalarOf(first!.value), scalarOf(second!.value));
    assertNotEquals(keyOf(first!.value), keyOf(second!.value));
  });
}

const equal: readonly (readonly [string, string])[] = [
  ["1", "1.0"],
  ["1", "1N"],
  ["10", "1e1"],
  ["9007199254740993", "9007199254740993.0"],
  ["0", "-0.0"],
  ["0.5", "5e-1"],
  ["1e400", "10e399"],
  ["[1 2]", "(1 2)"],
  ["{:a 1 :b 2}", "{:b 2, :a 1}"],
  ["#{1 2}", "#{2 1}"],
  ["##NaN", "##NaN"],
  ["{[1] 2}", "{(1) 2.0}"],
];
for (const [a, b] of equal) {
  Deno.test(`${a} is ${b}`, () => {
    const [first, second] = [...readEdn(`${a} ${b}`)];
    assertEquals(scalarOf(first!.value), scalarOf(second!.value));
  });
}

Deno.test("numbers are equal just where their decimals are worth the same", () => {
  const decimal = fc.tuple(
    fc.constantFrom("", "-"),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
    fc.integer({ min: -25, max: 25 }),
  );
  // Half of the pairs are one number in two forms.
  const pair = fc.oneof(
    fc.tuple(decimal, decimal),
    fc.tuple(decimal, fc.integer({ min: 0, max: 5 })).map(([[sign, digits, exponent], zeros]) =>
      [[sign, digits, exponent], [sign, digits * 10n ** BigInt(zeros), exponent - zeros]] as const
    ),
  );
  const worth = ([sign, digits, exponent]: readonly [string, bigint, number]) =>
    BigInt(`${sign}${digits}`) * 10n ** BigInt(exponent + 40);
  const read = ([sign, digits, exponent]: readonly [string, bigint, number]) =>
    exactNumber(`${sign}${digits}e${exponent}`);
  fc.assert(
    fc.property(pair, ([a, b]) => assertEquals(read(a) === read(b), worth(a) === worth(b))),
  );
});

Deno.test("EDN text reads as the value that it was made of", () => {
  fc.assert(fc.property(value, (value) => {
    const [read] = [...readEdn(ednText(value))];
    assertEquals(encode(read!.value), encode(value));
    assertEquals(ednText(read!.value), ednText(value));
  }));
});

Deno.test("JSON reads as the value that it was made of, whatever its numbers", () => {
  const print = (value: unknown): string =>
    Array.isArray(value)
      ? `[${value.map(print)}]`
      : typeof value === "bigint"
      ? String(value)
      : JSON.stringify(value);
  fc.assert(fc.property(fileValue(jsonLeaf), fc.boolean(), (value, pretty) => {
    const text = pretty ? `{\n"v":${print(value)}\n}` : `{"v":${print(value)}}`;
    const [read] = readJson(text);
    assertEquals(encode(read!.value), encode({ v: value }));
  }));
});

Deno.test("a character is one value, however it is written", () => {
  const read = (text: string) => scalarOf(readEdn(text).next().value.value);
  const same = [
    ["\\A", "\\u0041", "\\o101"],
    ["\\newline", "\\u000a", "\\u000A", "\\o12"],
    ["\\space", "\\u0020"],
    ["\\a", "\\u0061"],
  ];
  for (const [first, ...others] of same) {
    for (const other of others) assertEquals(read(other), read(first!), other);
  }
  const apart = ["\\n", "\\newline", "\\u", "\\o", "\\7", "\\u004", "\\a", "\\A"].map(read);
  assertEquals(new Set(apart).size, apart.length);
});
