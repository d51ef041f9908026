import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { fixedLayout } from "./fixed.ts";
import { ListView } from "./fixed/list_view.ts";
import { MalformedBytes } from "./malformed.ts";
import { Pool, sourceOf } from "./pool.ts";
import { arbitraryOf, everything, type Tree, treeOf } from "./schema/arbitrary_test.ts";
import {
  anything,
  between,
  boolean,
  bytes,
  integer,
  list,
  message,
  nothing,
  oneOf,
  record,
  type Schema,
  text,
} from "./schema.ts";
import { testStrangersBytes } from "./schema/strangers_test.ts";

const values = arbitraryOf(everything.node);
const codec = fixedLayout(everything as Schema<unknown>);

/** All that a view shows, asked for piece by piece. */
function shown(view: unknown): unknown {
  if (view instanceof ListView) {
    return Array.from({ length: view.length }, (_, i) => shown(view.at(i)));
  }
  if (typeof view !== "object" || view === null || view instanceof Uint8Array) return view;
  const prototype = Object.getPrototypeOf(view);
  if (prototype === Object.prototype || prototype === Map.prototype || Array.isArray(view)) {
    return view;
  }
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
  return Object.fromEntries(
    names.map((name) => [name, shown((view as Record<string, unknown>)[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

Deno.test("what is written is read again, as data that shares no memory and as views", () => {
  fc.assert(
    fc.property(values, (value) => {
      const encoded = codec.encode(value), given = encoded.slice();
      const copy = codec.decode(encoded);
      assertEquals(copy, value);
      const { said, parts, numbers } = shown(codec.view(sourceOf(encoded))) as Record<
        string,
        unknown
      >;
      const expected = value as Record<string, unknown>;
      assertEquals({ said, parts, numbers }, {
        said: expected["said"],
        parts: expected["parts"],
        numbers: expected["numbers"],
      });
      encoded.fill(0);
      assertEquals(codec.encode(copy), given);
    }),
    { numRuns: 300 },
  );
});

testStrangersBytes({
  codecOf: fixedLayout,
  schemas: [list(bytes()), text(), treeOf(4), anything, list(list(between(0, 9)))],
  bytes: [0, 1, 2, 4, 8, 12],
  seen: { read: 10, malformed: 500 },
  alsoRead: (bytes) => shown(codec.view(sourceOf(bytes))),
});

type Said = { type: "vote"; term: number; last: string } | { type: "register" };
const said: Schema<Said> = message({
  vote: [7, { term: [1, integer], last: [2, text(4)] }],
  register: [8, {}],
});
const envelope = fixedLayout(record({ to: [1, between(0, 99)], message: [2, said] }));
const example = { to: 2, message: { type: "vote", term: 5, last: "ab" } } as const;
const exampleBytes = [
  ...[2, 0, 0, 0, 12, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0],
  ...[5, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 97, 98],
];

Deno.test("the example that stands at the top of the layout is so", () => {
  assertEquals([...envelope.encode(example)], exampleBytes);
  assertEquals(envelope.decode(Uint8Array.from(exampleBytes)), example);
});

Deno.test("a router learns where a message goes from its first bytes, and no more than that is looked at", () => {
  const source = sourceOf(Uint8Array.from(exampleBytes).subarray(0, 12));
  assertEquals(envelope.glance(source), { to: 2, message: { type: "vote" } });
  assertThrows(() => envelope.view(source), MalformedBytes);
  const strange = (at: number, byte: number) =>
    sourceOf(Uint8Array.from(exampleBytes).fill(byte, at, at + 1));
  assertThrows(() => envelope.glance(strange(0, 100)), MalformedBytes, "from 0 to 99");
  assertThrows(() => envelope.glance(strange(8, 9)), MalformedBytes, "a known type");
  assertThrows(() => envelope.glance(sourceOf(new Uint8Array(11))), MalformedBytes, "12 bytes");
});

const wrong: readonly (readonly [string, Readonly<Record<number, number>>, string])[] = [
  ["points before itself", { 7: 0xff }, "an offset of 12"],
  ["points to itself", { 4: 0 }, "an offset of 12"],
  ["points into the middle of another thing", { 24: 0 }, "an offset of 8"],
  ["has a text longer than the message", { 28: 255, 31: 255 }, "bytes at 32"],
  [
    "has a text that overflows 32 bits with its place",
    { 24: 255, 25: 255, 26: 255, 27: 255 },
    "offset",
  ],
  ["has a term above 2^53", { 22: 0x20 }, "a whole number"],
  ["has a negative term", { 23: 0x80 }, "a whole number"],
  ["has text that is not UTF-8", { 32: 0xff }, "UTF-8"],
  ["has something between two things", { 13: 1 }, "a zero between"],
  ["has a type that there is not", { 8: 6 }, "a known type"],
];

for (const [name, changes, words] of wrong) {
  Deno.test(`a message is malformed that ${name}`, () => {
    const bytes = Uint8Array.from(exampleBytes);
    for (const [at, byte] of Object.entries(changes)) bytes[Number(at)] = byte;
    assertThrows(() => envelope.view(sourceOf(bytes)), MalformedBytes, words);
  });
}

Deno.test("a list of many items that share one is malformed: nothing is counted that is not there", () => {
  const lists = fixedLayout(list(list(between(0, 9))));
  const bytes = lists.encode([[1, 2], [3]]);
  const shared = bytes.slice();
  // The second list is to be the first one again.
  shared[16] = shared[8]! - 8;
  assertThrows(() => lists.decode(shared), MalformedBytes, "an offset");
  for (const count of [2 ** 16, 2 ** 31, 2 ** 32 - 1]) {
    const claim = new Uint8Array(8);
    new DataView(claim.buffer).setUint32(0, 8, true);
    new DataView(claim.buffer).setUint32(4, count, true);
    assertThrows(() => lists.decode(claim), MalformedBytes, "bytes at 8");
  }
  // Of items that are nothing, too, each has a byte.
  const empty = fixedLayout(list(record({})));
  assertEquals(empty.encode([{}, {}]).length, 10);
  assertThrows(() => empty.decode(Uint8Array.of(8, 0, 0, 0, 255, 255, 0, 0)), MalformedBytes);
});

Deno.test("bytes of a slot that mean nothing are written as zeros, and not looked at", () => {
  const pass = <T>(schema: Schema<T>, value: T, ...unused: readonly number[]) => {
    const codec = fixedLayout(schema), bytes = codec.encode(value);
    for (const at of unused) {
      assertEquals(bytes[at], 0);
      assertEquals(codec.decode(bytes.with(at, 9)), value);
    }
  };
  pass(record({ a: [1, boolean], n: [2, between(0, 9)] }), { a: true, n: 5 }, 1, 2, 3);
  pass(record({ n: [1, between(0, 9), "optional"] }), {}, 1, 2, 3, 4, 5, 6, 7);
  pass(list(record({})), [{}, {}], 8, 9);
});

Deno.test("what contains itself ends at the depth that is allowed, on both sides", () => {
  const trees = fixedLayout(treeOf(4));
  const deep = (depth: number): Tree =>
    depth === 0 ? { value: 1 } : { value: 1, left: deep(depth - 1) };
  assertEquals(trees.decode(trees.encode(deep(3))), deep(3));
  assertThrows(() => trees.encode(deep(4)), TypeError, "a depth of at most 4");
  // One that allows more writes what this one must not read.
  const deeper = fixedLayout(treeOf(9));
  assertThrows(() => trees.decode(deeper.encode(deep(4))), MalformedBytes, "a depth of at most 4");
  assertThrows(() => trees.decode(new Uint8Array(100_000).fill(1)), MalformedBytes);
});

Deno.test("a value that no slot can hold is not written", () => {
  const small = fixedLayout(record({ n: [1, between(0, 9)] }));
  assertThrows(
    () => small.encode({ n: 10 }),
    TypeError,
    "a whole number from 0 to 9 is required: given 10",
  );
  assertThrows(() => fixedLayout(text()).encode("\ud800"), TypeError, "half of one");
  assertThrows(() => fixedLayout(said).encode({ type: "x" } as never), TypeError, "a message");
  assertThrows(() => fixedLayout(nothing).encode(0 as never), TypeError, "silence");
  const many = Array.from({ length: 257 }, (_, i) => i);
  assertThrows(() => fixedLayout(oneOf(...many)), RangeError, "256 values");
  assertThrows(
    () => fixedLayout(text()).glance(sourceOf(new Uint8Array(9))),
    TypeError,
    "a record",
  );
});

Deno.test("in buffers that were used before it is the same bytes, and each buffer comes back", () => {
  const pool = new Pool({ detaches: true });
  fc.assert(
    fc.property(values, (value) => {
      const dirty = pool.take(2000);
      dirty.bytes.fill(255);
      dirty.release();
      const loan = codec.lend(pool, value);
      assertEquals(loan.bytes, codec.encode(value));
      loan.release();
    }),
    { numRuns: 200 },
  );
  assertThrows(() => envelope.lend(pool, { to: 100, message: { type: "register" } }), TypeError);
  assertEquals(pool.counters.returned, pool.counters.taken);
});
