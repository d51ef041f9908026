import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "./malformed.ts";
import { protobuf } from "./protobuf.ts";
import { arbitraryOf, everything, type Tree, treeOf } from "./schema/arbitrary_test.ts";
import {
  anything,
  between,
  bytes,
  finite,
  integer,
  list,
  map,
  message,
  nothing,
  record,
  type Schema,
  text,
} from "./schema.ts";
import { testStrangersBytes } from "./schema/strangers_test.ts";

const values = arbitraryOf(everything.node);
const codec = protobuf(everything as Schema<unknown>);

Deno.test("what is written is read again, and shares no memory", () => {
  fc.assert(
    fc.property(values, (value) => {
      const encoded = codec.encode(value), given = encoded.slice();
      const copy = codec.decode(encoded);
      assertEquals(copy, value);
      encoded.fill(0);
      assertEquals(codec.encode(copy), given);
    }),
    { numRuns: 300 },
  );
});

testStrangersBytes({
  codecOf: protobuf,
  schemas: [list(bytes()), text(), treeOf(4), anything, map(integer, text()), everything],
  bytes: [8, 10, 16, 18, 128, 255, 11, 12],
  seen: { read: 20, malformed: 300 },
});

const one = protobuf(record({ value: [1, integer] }));
const signed = protobuf(record({ value: [1, between(-(2 ** 53) + 1)] }));

Deno.test("numbers, zigzag numbers and floats have the bytes that the encoding guide says", () => {
  const hex = (bytes: Uint8Array) => bytes.toHex();
  assertEquals(hex(one.encode({ value: 150 })), "089601");
  assertEquals(hex(one.encode({ value: 0 })), "");
  assertEquals(hex(one.encode({ value: 2 ** 53 - 1 })), "08ffffffffffffff0f");
  const zigzag = [[-1, "0801"], [1, "0802"], [-2, "0803"], [2 ** 31 - 1, "08feffffff0f"], [
    -(2 ** 31),
    "08ffffffff0f",
  ]];
  for (const [value, bytes] of zigzag) {
    assertEquals(hex(signed.encode({ value: value as number })), bytes);
    assertEquals(signed.decode(Uint8Array.fromHex(bytes as string)), { value: value as number });
  }
  for (const value of [2 ** 53 - 1, 1 - 2 ** 53, -64, 63, 64, -65]) {
    assertEquals(signed.decode(signed.encode({ value })), { value });
  }
  assertEquals(
    hex(protobuf(record({ at: [1, finite] })).encode({ at: 1.5 })),
    "09000000000000f83f",
  );
  assertEquals(
    hex(protobuf(record({ all: [6, list(integer)] })).encode({ all: [3, 270, 86942] })),
    "3206038e029ea705",
  );
  assertEquals(
    hex(protobuf(record({ b: [2, text()] })).encode({ b: "testing" })),
    "120774657374696e67",
  );
  const { at } = protobuf(record({ at: [1, finite] })).decode(
    Uint8Array.fromHex("090000000000000080"),
  );
  assertEquals(hex(protobuf(record({ at: [1, finite] })).encode({ at })), "090000000000000080");
  const inner = record({ a: [1, integer] });
  assertEquals(hex(protobuf(record({ c: [3, inner] })).encode({ c: { a: 150 } })), "1a03089601");
});

type Said = { type: "vote"; term: number } | { type: "ask" };
const said: Schema<Said> = message({ vote: [1, { term: [1, integer] }], ask: [2, {}] });

Deno.test("a bomb of depth is malformed, of groups and of what contains itself", () => {
  const trees = protobuf(treeOf(4)), deeper = protobuf(treeOf(9));
  const deep = (depth: number): Tree =>
    depth === 0 ? { value: 1 } : { value: 1, left: deep(depth - 1) };
  assertEquals(trees.decode(trees.encode(deep(3))), deep(3));
  assertThrows(() => trees.encode(deep(4)), TypeError, "a depth of at most 4");
  assertThrows(() => trees.decode(deeper.encode(deep(4))), MalformedBytes, "a depth of at most 4");
  assertThrows(
    () => one.decode(new Uint8Array(1_000_000).fill(0x5b)),
    MalformedBytes,
    "groups at most",
  );
});

Deno.test("a value that would be read as another is not written", () => {
  assertThrows(() => one.encode({ value: 2 ** 53 }), TypeError, "a whole number");
  assertThrows(() => one.encode({ value: -1 }), TypeError, "a whole number");
  const word = protobuf(record({ word: [1, text()] }));
  assertThrows(() => word.encode({ word: "\ud800" }), TypeError, "half of one");
  assertThrows(() => protobuf(said).encode({ type: "x" } as never), TypeError, "a message");
  assertThrows(() => protobuf(nothing).encode(0 as never), TypeError, "silence");
});
