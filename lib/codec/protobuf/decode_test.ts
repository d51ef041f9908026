import { assertEquals, assertThrows } from "@std/assert";
import { MalformedBytes } from "../malformed.ts";
import { protobuf } from "../protobuf.ts";
import {
  anything,
  between,
  boolean,
  finite,
  integer,
  list,
  map,
  message,
  nothing,
  oneOf,
  orNull,
  record,
  type Schema,
  set,
  text,
  type Untyped,
} from "../schema.ts";

const place = record({ index: [1, integer], term: [2, integer] });
type Said = { type: "vote"; last: { index: number; term: number } } | { type: "ask"; id: number };
const said: Schema<Said> = message({
  vote: [1, { last: [1, place] }],
  ask: [2, { id: [1, integer] }],
});

const pair = { x: [1, integer], y: [2, integer] } as const;
type Either = { type: "a"; x: number; y: number } | { type: "b"; x: number; y: number };
const either: Schema<Either> = message({ a: [1, pair], b: [2, pair] });

const oddities: readonly (readonly [string, Untyped, string, unknown])[] = [
  [
    "unknown fields of every wire type",
    record({ a: [1, integer] }),
    "10053900000000000000005203616263" + "5d00000000" + "5b08015c" + "0807",
    { a: 7 },
  ],
  ["a known number of another wire type", record({ a: [1, integer] }), "0a0161" + "0807", { a: 7 }],
  ["a field twice: the last one wins", record({ a: [1, integer] }), "08010802", { a: 2 }],
  ["a message twice: it is merged", record({ p: [1, place] }), "0a020805" + "0a021006", {
    p: { index: 5, term: 6 },
  }],
  ["two types of one message: the last one wins", said, "0a040a020805" + "12020807", {
    type: "ask",
    id: 7,
  }],
  [
    "two types with the same fields: nothing of the first is left",
    either,
    "0a020805" + "12021006",
    {
      type: "b",
      x: 0,
      y: 6,
    },
  ],
  ["one type of message twice, merged", said, "0a040a020805" + "0a040a021006", {
    type: "vote",
    last: { index: 5, term: 6 },
  }],
  ["a packed list that is not packed", record({ l: [1, list(integer)] }), "08010802" + "0a0103", {
    l: [1, 2, 3],
  }],
  [
    "a key twice: the last one wins",
    map(text(), integer),
    "0a050a01611001" + "0a050a01611002",
    new Map([["a", 2]]),
  ],
  ["a member twice", set(integer), "0a03010102", new Set([1, 2])],
  ["a number in more bytes than it needs", record({ a: [1, integer] }), "08878000", { a: 7 }],
  [
    "nothing at all",
    record({ a: [1, integer], b: [2, text()], c: [3, orNull(integer)], d: [4, list(integer)] }),
    "",
    { a: 0, b: "", c: null, d: [] },
  ],
  [
    "presence of a zero",
    record({ a: [1, orNull(integer)], b: [2, boolean, "optional"] }),
    "08001000",
    { a: 0, b: false },
  ],
];

for (const [name, schema, bytes, value] of oddities) {
  Deno.test(`it reads ${name}`, () => {
    assertEquals(protobuf(schema as Schema<unknown>).decode(Uint8Array.fromHex(bytes)), value);
  });
}

const wrong: readonly (readonly [string, Untyped, string, string])[] = [
  ["field number 0", record({ a: [1, integer] }), "0007", "a field's number"],
  ["wire type 6", record({ a: [1, integer] }), "0e07", "a known wire type"],
  ["the end of a group that did not begin", record({ a: [1, integer] }), "54", "a known wire type"],
  ["a group that does not end", record({ a: [1, integer] }), "5b0807", "the end"],
  ["the end of another group", record({ a: [1, integer] }), "5b64", "a known wire type"],
  ["a required record that is missing", record({ p: [1, place] }), "", "a record is required"],
  ["no type of message", said, "", "a message of a known type"],
  ["a type of message that there is not", said, "1a00", "a message of a known type"],
  ["a number above its bound", record({ a: [1, between(0, 9)] }), "080a", "from 0 to 9"],
  ["a number that must not be missing", record({ a: [1, between(1, 9)] }), "", "from 1 to 9"],
  ["a choice that there is not", record({ a: [1, oneOf("x", "y")] }), "0802", 'one of "x", "y"'],
  ["a text that is too long", record({ a: [1, text(1)] }), "0a026161", "at most 1 units"],
  ["a text that is not UTF-8", record({ a: [1, text()] }), "0a02c328", "UTF-8"],
  [
    "too many items",
    record({ a: [1, list(integer, { most: 1 })] }),
    "0a020101",
    "a list of 0 to 1",
  ],
  [
    "too few items",
    record({ a: [1, list(integer, { least: 2 })] }),
    "0a0101",
    "a list of at least 2",
  ],
  [
    "no items where some are needed",
    record({ a: [1, list(integer, { least: 1 })] }),
    "",
    "at least 1",
  ],
  ["NaN", record({ a: [1, finite] }), "09000000000000f87f", "a finite number"],
  ["what must not be said", record({ a: [1, nothing] }), "0a00", "silence"],
  ["plain data that is none", record({ a: [1, anything] }), "0a0163", "a known tag"],
  ["a field cut off", record({ a: [1, finite] }), "0900", "8 more bytes"],
];

for (const [name, schema, bytes, words] of wrong) {
  Deno.test(`bytes are malformed that hold ${name}`, () => {
    const decode = () => protobuf(schema as Schema<unknown>).decode(Uint8Array.fromHex(bytes));
    assertThrows(decode, MalformedBytes, words);
  });
}
