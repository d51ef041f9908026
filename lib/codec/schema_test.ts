import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { plain } from "../model/plain_arbitrary_test.ts";
import { checkerOf, guardOf, wordsOf } from "./schema/check.ts";
import {
  anything,
  between,
  boolean,
  bytes,
  finite,
  headed,
  type Infer,
  integer,
  list,
  map,
  message,
  nothing,
  oneOf,
  only,
  orNull,
  record,
  recursive,
  type Schema,
  set,
  text,
  union,
  type Untyped,
} from "./schema.ts";

interface Tree {
  readonly left?: Tree;
  readonly right?: Tree;
}
const tree: Schema<Tree> = recursive(
  () => record({ left: [1, tree, "optional"], right: [2, tree, "optional"] }),
  3,
);

const cases: readonly (readonly [string, Untyped, readonly unknown[], readonly unknown[]])[] = [
  ["whole", integer, [0, 1, 2 ** 53 - 1], [-1, 0.5, NaN, 2 ** 53, Infinity, "1", 1n, null]],
  ["between", between(-2, 7), [-2, 0, 7], [-3, 8, 0.5, "1"]],
  ["finite", finite, [0, -1.5, 1e300], [NaN, Infinity, "0", null]],
  ["boolean", boolean, [true, false], [0, 1, "true", null, undefined]],
  ["anything", anything, [null, undefined, 0, {}], []],
  ["nothing", nothing, [], [null, undefined, 0, {}]],
  ["oneOf", oneOf("a", null, 1), ["a", null, 1], ["b", undefined, "1"]],
  ["orNull", orNull(integer), [1, null], [-1, undefined]],
  ["either", union(integer, text(1)), [1, "a"], [-1, "ab", null]],
  ["text", text(3), ["", "abc"], ["abcd", 3, null, ["a"]]],
  ["bytes", bytes(1), [new Uint8Array(1)], [new Uint8Array(2), [1], new Uint16Array(1), "a"]],
  ["list", list(integer), [[], [1, 2]], [[1, "2"], "12", { 0: 1, length: 1 }, new Set([1])]],
  ["filled", list(integer, { least: 1, most: 2 }), [[1], [1, 2]], [[], [1, 2, 3]]],
  ["headed", headed(text(), integer), [["a"], ["a", 1]], [[], [1], ["a", "b"], "a1", null]],
  ["map", map(text(), integer), [new Map(), new Map([["a", 1]])], [
    new Map([[1, 1]]),
    new Map([["a", "b"]]),
    {},
    [],
  ]],
  ["set", set(integer), [new Set(), new Set([1])], [new Set(["1"]), [1]]],
  [
    "record",
    record({ a: [1, integer], b: [2, integer, "optional"] }),
    [{ a: 1 }, { a: 1, b: 2 }],
    [{}, { b: 2 }, { a: 1, b: "2" }, { a: 1, c: 3 }, { a: 1, b: undefined }, null, [], new Map()],
  ],
  ["own", record({ constructor: [1, anything] }), [{ constructor: 1 }], [
    {},
    Object.assign([], { constructor: 1 }),
    Object.assign(Object.create({}), { constructor: 1 }),
  ]],
  ["tree", tree, [{}, { left: { right: {} } }], [{ left: 1 }, { left: { left: { left: {} } } }]],
];

for (const [name, schema, good, bad] of cases) {
  Deno.test(`${name} lets in what fits and nothing else`, () => {
    const fits = guardOf(schema);
    assertEquals(good.map((data) => fits(data)), good.map(() => true));
    assertEquals(bad.map((data) => fits(data)), bad.map(() => false));
  });
}

type Message = { type: "vote"; term: number } | { type: "ask" };
const schema: Schema<Message> = message({ vote: [1, { term: [1, integer] }], ask: [2, {}] });
const isMessage = guardOf(schema);

Deno.test("a message has the fields of its type, own ones, and no others", () => {
  assert(isMessage({ type: "vote", term: 3 }));
  assert(isMessage({ type: "ask" }));
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
  assertEquals(wrong.map((data) => isMessage(data)), wrong.map(() => false));
  assert(guardOf(schema, { others: true })({ type: "ask", term: 3 }));
  assert(!guardOf(record({ constructor: [1, anything] }), { others: true })({}));
});

Deno.test("a fault says where it is and what is there, and nothing of what strangers wrote", () => {
  const check = checkerOf(record({
    entries: [1, list(record({ term: [1, integer], data: [2, bytes(4), "optional"] }))],
    votes: [2, map(text(), set(integer)), "optional"],
  }));
  const at = (data: unknown) => wordsOf(check(data)!);
  assertEquals(
    at({ entries: [{ term: 1 }, { term: -1 }] }),
    "entries[1].term: a whole number from 0 to 9007199254740991 is required: given -1",
  );
  assertEquals(
    at({ entries: [{ term: 1, data: new Uint8Array(5) }] }),
    "entries[0].data: at most 4 bytes is required: given 5 bytes",
  );
  assertEquals(at({}), "entries: a list is required: given nothing");
  assertEquals(
    at({ entries: [], votes: new Map([["\u001b[31m", new Set(["\u001b"])]]) }),
    "votes[value 0][member 0]: a whole number from 0 to 9007199254740991 is required: given a text of 1 units",
  );
  assertEquals(
    at({ entries: [], "\u001b": 1 }),
    "no field is welcome but its own: given more than 1",
  );
  assertEquals(at("\u001b"), "a record is required: given a text of 1 units");
});

Deno.test("whatever comes, a schema answers, in one line", () => {
  fc.assert(
    fc.property(plain, (data) => {
      for (const [, schema] of cases) {
        const found = checkerOf(schema)(data);
        if (found !== undefined) assert(/^[ -~]+$/.test(wordsOf(found)), wordsOf(found));
      }
      assert(!isMessage(data));
      isMessage({ type: "vote", term: data });
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("data that contains itself is refused at the depth that is allowed", () => {
  const ring: { left?: unknown } = {};
  ring.left = ring;
  assertEquals(checkerOf(tree)(ring)?.path, "left.left.left");
});

Deno.test("a number on the wire means one thing, and is one that Protocol Buffers allows", () => {
  for (const number of [0, -1, 0.5, 2 ** 29, 19_000, 19_999, NaN]) {
    assertThrows(() => record({ a: [number, integer] }), RangeError, "a number must be from 1");
  }
  assertThrows(() => record({ a: [1, integer], b: [1, text()] }), RangeError, "given 1 twice");
  assertThrows(
    () => message<Message>({ vote: [1, { term: [1, integer] }], ask: [1, {}] }),
    RangeError,
    "given 1 twice",
  );
  assertThrows(() => between(2, 1), RangeError, "in order");
  record({ a: [18_999, integer], b: [20_000, integer], c: [2 ** 29 - 1, integer] });
});

Deno.test("the compiler compares schemas with types in both directions", () => {
  interface Place {
    readonly index: number;
    readonly note?: string;
  }
  const place: Schema<Place> = record({ index: [1, integer], note: [2, text(), "optional"] });
  const inferred: Infer<typeof place> = { index: 1 };
  // @ts-expect-error A field is missing.
  const less: Schema<Place> = record({ index: [1, integer] });
  // @ts-expect-error There is a field too many.
  const more: Schema<{ readonly index: number }> = place;
  // @ts-expect-error It may be missing, and must not.
  const loose: Schema<Place> = record({
    index: [1, integer, "optional"],
    note: [2, text(), "optional"],
  });
  // @ts-expect-error Null is too much.
  const nullable: Schema<number> = orNull(integer);
  // @ts-expect-error Null is too little.
  const never: Schema<number | null> = integer;
  // @ts-expect-error A type of message is forgotten.
  const forgotten: Schema<Message> = message({ ask: [2, {}] });
  // @ts-expect-error A field of a message is forgotten.
  const empty: Schema<Message> = message({ vote: [1, {}], ask: [2, {}] });
  const fewer: Schema<Place | number> = only(place);
  const all = [inferred, less, more, loose, nullable, never, forgotten, empty, fewer];
  assert(all.every((each) => each !== undefined));
});
