import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fixedLayout } from "../../codec/fixed.ts";
import { joined } from "../../codec/joined.ts";
import { protobuf } from "../../codec/protobuf.ts";
import { FrameReader } from "../../codec/frame.ts";
import {
  fixedPieces,
  framePieces,
  grpcPieces,
  jsonPieces,
  type Piece,
  protobufPieces,
} from "./dissect.ts";
import { type SmallAppend, smallAppend } from "./small_append.ts";

const value: SmallAppend = { to: 2, message: { type: "append", term: 300, entries: ["x=1"] } };
const whole = (pieces: readonly Piece[]) => joined(pieces.map(({ bytes }) => bytes));
const said = (pieces: readonly Piece[]) =>
  pieces.filter(({ role }) => role === "value").map(({ words }) => words);

Deno.test("the pieces of a message are all of its bytes, in order, in each format", () => {
  const values = fc.record({
    to: fc.integer({ min: 0, max: 1000 }),
    message: fc.record({
      type: fc.constant("append" as const),
      term: fc.maxSafeNat(),
      entries: fc.array(fc.string({ minLength: 1 }), { maxLength: 20, size: "max" }),
    }),
  });
  fc.assert(fc.property(values, (value) => {
    assertEquals(new TextDecoder().decode(whole(jsonPieces(value))), JSON.stringify(value));
    assertEquals(whole(protobufPieces(smallAppend, value)), protobuf(smallAppend).encode(value));
    assertEquals(whole(fixedPieces(smallAppend, value)), fixedLayout(smallAppend).encode(value));
  }));
});

Deno.test("what a message says is told apart from what is said about it", () => {
  assertEquals(said(jsonPieces(value)), ["2", "300", "x=1"]);
  assertEquals(said(protobufPieces(smallAppend, value)), ["2", "300", "x=1"]);
  assertEquals(said(fixedPieces(smallAppend, value)), ["to: 2", "term: 300", "x=1"]);
  const empty = fixedPieces(smallAppend, value).filter(({ role }) => role === "empty");
  assertEquals(empty.map(({ bytes }) => bytes), [new Uint8Array(4)]);
  assert(
    protobufPieces(smallAppend, value).some(({ words }) => words === "field 1, term, a number"),
  );
});

Deno.test("a frame in pieces is a frame, and one of HTTP/2 says how long it is and what is in it", () => {
  const body = protobuf(smallAppend).encode(value), reader = new FrameReader(100);
  reader.push(whole(framePieces(body, "the message")));
  assertEquals(reader.next(), body);
  const data = whole(grpcPieces(protobufPieces(smallAppend, value)));
  assertEquals([...data.subarray(0, 9)], [0, 0, 5 + body.length, 0, 1, 0, 0, 0, 3]);
  assertEquals([...data.subarray(9, 14)], [0, 0, 0, 0, body.length]);
  assertEquals(data.subarray(14), body);
  const long = { bytes: new Uint8Array(70_000), words: "long", role: "value" as const };
  const head = whole(grpcPieces([long])).subarray(0, 14);
  assertEquals([...head], [0x01, 0x11, 0x75, 0, 1, 0, 0, 0, 3, 0, 0, 0x01, 0x11, 0x70]);
});
