import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { plain } from "../model/plain_arbitrary_test.ts";
import {
  anything,
  boolean,
  finite,
  integer,
  list,
  map,
  message,
  oneOf,
  optional,
  record,
  type Schema,
  set,
  text,
  union,
} from "./schema.ts";

const cases: readonly (readonly [string, Schema, readonly unknown[], readonly unknown[]])[] = [
  ["whole", integer, [0, 1, 2 ** 53 - 1], [-1, 0.5, NaN, 2 ** 53, Infinity, "1", 1n, null]],
  ["finite", finite, [0, -1.5, 1e300], [NaN, Infinity, "0", null]],
  ["boolean", boolean, [true, false], [0, 1, "true", null, undefined]],
  ["anything", anything, [null, undefined, 0, {}], []],
  ["oneOf", oneOf("a", null, 1), ["a", null, 1], ["b", undefined, "1"]],
  ["either", union(integer, text(1)), [1, "a"], [-1, "ab", null]],
  ["text", text(3), ["", "abc"], ["abcd", 3, null, ["a"]]],
  ["list", list(integer), [[], [1, 2]], [[1, "2"], "12", { 0: 1, length: 1 }, new Set([1])]],
  ["map", map(text(), integer), [new Map(), new Map([["a", 1]])], [new Map([[1, 1]]), {}, []]],
  ["set", set(integer), [new Set(), new Set([1])], [new Set(["1"]), [1]]],
  [
    "record",
    record({ a: integer, b: optional(integer) }),
    [{ a: 1 }, { a: 1, b: 2 }],
    [{}, { b: 2 }, { a: 1, b: "2" }, { a: 1, c: 3 }, { a: 1, b: undefined }, null, [], new Map()],
  ],
];

for (const [name, schema, good, bad] of cases) {
  Deno.test(`${name} lets in what fits and nothing else`, () => {
    assertEquals(good.map(schema), good.map(() => true));
    assertEquals(bad.map(schema), bad.map(() => false));
  });
}

type Message = { type: "vote"; term: number } | { type: "ask" };
const isMessage = message<Message>({ vote: { term: integer }, ask: {} });

Deno.test("a message has the fields of its type, own ones, and no others", () => {
  assertEquals(isMessage({ type: "vote", term: 3 }), true);
  assertEquals(isMessage({ type: "ask" }), true);
  const wrong = [
    { type: "vote" },
    { type: "ask", term: 3 },
    { type: "toString" },
    { type: "__proto__" },
    { type: 7 },
    {},
    Object.create({ type: "ask" }),
    null,
    "ask",
  ];
  assertEquals(wrong.map(isMessage), wrong.map(() => false));
});

Deno.test("whatever comes, a schema answers", () => {
  fc.assert(
    fc.property(plain, (data) => {
      for (const [, schema] of cases) assertEquals(typeof schema(data), "boolean");
      assertEquals(isMessage(data), false);
      assertEquals(typeof isMessage({ type: "vote", term: data }), "boolean");
    }),
    { seed: 1, numRuns: 300 },
  );
});
