import { assertEquals, assertThrows } from "@std/assert";
import { readEdn, readEdnItems } from "./edn.ts";
import { MalformedHistory } from "./event.ts";

function values(text: string): unknown[] {
  return Array.from(readEdn(text), ({ value }) => value);
}

function symbols(...names: string[]): symbol[] {
  return names.map((name) => Symbol.for(name));
}

function tag(name: string, value: unknown): unknown {
  return new Map([[Symbol.for(name), value]]);
}

const read: readonly [text: string, ...values: unknown[]][] = [
  ["nil true false", null, true, false],
  ["0 -7 +7 007", 0, -7, 7, 7],
  ["1.5 -2e3 1.5M 12N", 1.5, -2000, 1.5, 12],
  [
    "9007199254740991 9007199254740993 -9007199254740993N",
    2 ** 53 - 1,
    2n ** 53n + 1n,
    -(2n ** 53n) - 1n,
  ],
  [":name :a/b a.b/c - -x 1/2", ...symbols(":name", ":a/b", "a.b/c", "-", "-x", "1/2")],
  ['\\a \\newline \\( \\"', ...symbols("\\a", "\\newline", "\\(", '\\"')],
  ['"" "a b" "a\\nb\\t\\"\\\\" "\\u0041\\uzz"', "", "a b", 'a\nb\t"\\', "Auzz"],
  ["[] [1[2]3](4)", [], [1, [2], 3], [4]],
  ["#{1 2} ##Inf ##-Inf ##NaN", new Set([1, 2]), Infinity, -Infinity, NaN],
  ['#inst "2020" #a [1]', new Map([[Symbol.for("#inst"), "2020"]]), tag("#a", [1])],
  [
    "#a.b.Record{1 2} #'a.b/var #:a{1 2}",
    new Map([[1, 2]]),
    ...symbols("#'a.b/var"),
    new Map([[1, 2]]),
  ],
  ["1.0 10e-1 1M 1N 0.0 -0.0 1e3", 1, 1, 1, 1, 0, 0, 1000],
  ["1e16 100000000000000000e-1 0.1 1e400", 10n ** 16n, 10n ** 16n, 0.1, ...symbols("1e400")],
  [
    "0.10000000000000000001 1e999999999999",
    ...symbols("10000000000000000001e-20", "1e999999999999"),
  ],
  ["1 ; 2\n3;4", 1, 3],
  ["1 #_2 3 #_ #_4 5 6", 1, 3, 6],
  ["[1 #_2] #_[3]", [1]],
  ["1,2\u00a03\f4", 1, 2, 3, 4],
];
for (const [text, ...expected] of read) {
  Deno.test(`EDN reads ${JSON.stringify(text)}`, () => assertEquals(values(text), expected));
}

Deno.test("EDN reads maps, with any key", () => {
  assertEquals(values('{:a 1, "b" {nil 2} [3] 4}'), [
    new Map<unknown, unknown>([[Symbol.for(":a"), 1], ["b", new Map([[null, 2]])], [[3], 4]]),
  ]);
});

Deno.test("each value has the line on which it begins", () => {
  const text = '1\n\n[2\n3] "4\n5"\n#_ 6\n7';
  assertEquals(Array.from(readEdn(text), ({ line }) => line), [1, 3, 4, 7]);
});

Deno.test("the values of one long list may be read one by one", () => {
  assertEquals(Array.from(readEdnItems("[1\n[2]] 3 (4)"), ({ line, value }) => ({ line, value })), [
    { line: 1, value: 1 },
    { line: 2, value: [2] },
    { line: 2, value: 3 },
    { line: 2, value: 4 },
  ]);
});

const malformed: readonly [text: string, line: number, message: string][] = [
  ["1\n[2", 2, 'a value or "]": given the end of the file'],
  ["[1)", 1, 'a value or "]": given )'],
  ["}", 1, "a value: given }"],
  ["1 {:a 1\n:a 2}", 1, "a map that has each key once: given {:a 1"],
  ["{1}", 1, "a map with a value for each key: given {1}"],
  ['1\n"a\nb', 2, 'a string that ends in ": given "a'],
  ['"a\\', 1, "a string that ends"],
  ["#tag", 1, "a value: given the end of the file"],
  ["#_", 1, "a value: given the end of the file"],
  ["##Foo", 1, "##NaN or ##Inf"],
  ["#_ ".repeat(100_000), 1, "at most 500 values inside each other"],
  ["#a ".repeat(100_000), 1, "at most 500 values inside each other"],
  ["{".repeat(100_000), 1, "at most 500 values inside each other"],
];
for (const [text, line, message] of malformed) {
  Deno.test(`EDN refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
    const error = assertThrows(() => values(text), MalformedHistory, message);
    assertEquals(error.line, line);
  });
}
