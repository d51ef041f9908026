/** The same messages, written and read by another implementation of Protocol Buffers (protobuf-es). */

import { create, createFileRegistry, fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { protobuf } from "hb/codec/protobuf.ts";
import {
  between,
  boolean,
  bytes,
  finite,
  integer,
  list,
  map,
  message,
  oneOf,
  orNull,
  record,
  type Schema,
  text,
} from "hb/codec/schema.ts";

const field = (name: string, number: number, type: string, more: object = {}) => ({
  name,
  number,
  type: `TYPE_${type}`,
  label: "LABEL_OPTIONAL",
  ...more,
});
const many = { label: "LABEL_REPEATED" };

/** What this declares is what the schema below describes. */
const file = fromJson(FileDescriptorProtoSchema, {
  name: "wire.proto",
  syntax: "proto3",
  enumType: [{
    name: "Choice",
    value: [{ name: "A", number: 0 }, { name: "B", number: 1 }, { name: "C", number: 2 }],
  }],
  messageType: [
    { name: "Place", field: [field("index", 1, "UINT64"), field("term", 2, "UINT64")] },
    { name: "Ask", field: [] },
    {
      name: "Vote",
      field: [field("last", 1, "MESSAGE", { typeName: ".Place" }), field("granted", 2, "BOOL")],
    },
    {
      name: "Said",
      oneofDecl: [{ name: "type" }],
      field: [
        field("vote", 1, "MESSAGE", { typeName: ".Vote", oneofIndex: 0 }),
        field("ask", 300, "MESSAGE", { typeName: ".Ask", oneofIndex: 0 }),
      ],
    },
    {
      name: "All",
      oneofDecl: [{ name: "_maybe" }],
      nestedType: [{
        name: "CountsEntry",
        field: [field("key", 1, "STRING"), field("value", 2, "UINT64")],
        options: { mapEntry: true },
      }],
      field: [
        field("whole", 1, "UINT64"),
        field("signed", 2, "SINT64"),
        field("at", 3, "DOUBLE"),
        field("flag", 4, "BOOL"),
        field("word", 5, "STRING"),
        field("data", 6, "BYTES"),
        field("choice", 7, "ENUM", { typeName: ".Choice" }),
        field("place", 8, "MESSAGE", { typeName: ".Place" }),
        field("places", 9, "MESSAGE", { typeName: ".Place", ...many }),
        field("numbers", 10, "SINT64", many),
        field("floats", 11, "DOUBLE", many),
        field("words", 12, "STRING", many),
        field("maybe", 13, "UINT64", { proto3Optional: true, oneofIndex: 0 }),
        field("counts", 14, "MESSAGE", { typeName: ".All.CountsEntry", ...many }),
        field("said", 2000, "MESSAGE", { typeName: ".Said" }),
      ],
    },
  ],
});
const All = createFileRegistry(file, () => undefined).getMessage("All")!;

type Said = { type: "vote"; last: { index: number; term: number }; granted: boolean } | {
  type: "ask";
};

const place = record({ index: [1, integer], term: [2, integer] });
const said: Schema<Said> = message({
  vote: [1, { last: [1, place], granted: [2, boolean] }],
  ask: [300, {}],
});
const ours = protobuf(record({
  whole: [1, integer],
  signed: [2, between(Number.MIN_SAFE_INTEGER)],
  at: [3, finite],
  flag: [4, boolean],
  word: [5, text()],
  data: [6, bytes()],
  choice: [7, oneOf("a", "b", "c")],
  place: [8, place],
  places: [9, list(place)],
  numbers: [10, list(between(Number.MIN_SAFE_INTEGER))],
  floats: [11, list(finite)],
  words: [12, list(text())],
  maybe: [13, orNull(integer)],
  counts: [14, map(text(), integer)],
  said: [2000, said],
}));

const whole = fc.oneof(fc.maxSafeNat(), fc.nat({ max: 300 }));
const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -70, max: 70 }));
const float = fc.double({ noNaN: true, noDefaultInfinity: true });
const word = fc.string({ unit: "grapheme", maxLength: 200 });
const places = fc.record({ index: whole, term: whole }, { noNullPrototype: true });
const values = fc.record({
  whole,
  signed: number,
  at: float,
  flag: fc.boolean(),
  word,
  data: fc.uint8Array({ maxLength: 300 }),
  choice: fc.constantFrom("a" as const, "b" as const, "c" as const),
  place: places,
  places: fc.array(places),
  numbers: fc.array(number),
  floats: fc.array(float),
  words: fc.array(word, { maxLength: 4 }),
  maybe: fc.option(whole),
  counts: fc.uniqueArray(fc.tuple(word, whole), { selector: ([key]) => key, maxLength: 1 }).map((
    all,
  ) => new Map(all)),
  said: fc.oneof(
    fc.constant<Said>({ type: "ask" }),
    fc.record({ type: fc.constant("vote" as const), last: places, granted: fc.boolean() }, {
      noNullPrototype: true,
    }),
  ),
}, { noNullPrototype: true });

const big = ({ index, term }: { index: number; term: number }) => ({
  index: BigInt(index),
  term: BigInt(term),
});

Deno.test("protobuf-es writes the same bytes, and reads and writes again what this wrote", () => {
  fc.assert(
    fc.property(values, (value) => {
      const { said, maybe, counts, choice, ...rest } = value;
      const theirs = create(All, {
        ...rest,
        whole: BigInt(value.whole),
        signed: BigInt(value.signed),
        choice: "abc".indexOf(choice),
        place: big(value.place),
        places: value.places.map(big),
        numbers: value.numbers.map(BigInt),
        ...(maybe === null ? {} : { maybe: BigInt(maybe) }),
        counts: Object.fromEntries([...counts].map(([key, count]) => [key, BigInt(count)])),
        said: {
          type: said.type === "ask"
            ? { case: "ask", value: {} }
            : { case: "vote", value: { last: big(said.last), granted: said.granted } },
        },
      } as never);
      const bytes = toBinary(All, theirs);
      assertEquals(ours.encode(value), bytes);
      assertEquals(ours.decode(bytes), value);
      assertEquals(toBinary(All, fromBinary(All, ours.encode(value))), bytes);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("both read the bytes of two messages one after another as one message", () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const bytes = Uint8Array.of(...ours.encode(one), ...ours.encode(other));
      const merged = ours.encode(ours.decode(bytes));
      assertEquals(toBinary(All, fromBinary(All, merged)), toBinary(All, fromBinary(All, bytes)));
    }),
    { seed: 1, numRuns: 200 },
  );
});
