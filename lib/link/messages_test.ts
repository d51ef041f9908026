import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { joined } from "../codec/joined.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { MESSAGE_HEADER, MessageReader, putLength } from "./messages.ts";

function written(message: Uint8Array): Uint8Array {
  return putLength(joined([new Uint8Array(MESSAGE_HEADER), message]));
}

Deno.test("messages come out as they went in, however the stream is cut", () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 8 });
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(messages, cuts, (messages, cuts) => {
      const stream = joined(messages.map(written)), reader = new MessageReader(30);
      const got: number[][] = [];
      for (let at = 0, i = 0; at < stream.length; at += cuts[i++ % cuts.length]!) {
        // What a piece lies in is used again.
        const piece = stream.slice(at, at + cuts[i % cuts.length]!);
        reader.push(piece, (message) => void got.push([...message]));
        piece.fill(255);
      }
      assertEquals(got, messages.map((message) => [...message]));
      assertEquals(reader.waiting, 0);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("a length above the limit is refused as soon as it is known", () => {
  for (const cut of [MESSAGE_HEADER, 1, 3]) {
    const reader = new MessageReader(10), head = Uint8Array.of(11, 0, 0, 0);
    assertThrows(
      () => {
        for (let at = 0; at < head.length; at += cut) {
          reader.push(head.subarray(at, at + cut), () => {});
        }
      },
      MalformedBytes,
      "a message of at most 10 bytes is required: given one of 11",
    );
  }
});

Deno.test("room grows as bytes arrive, not as they are promised", () => {
  const reader = new MessageReader(2 ** 32 - 1);
  reader.push(Uint8Array.of(255, 255, 255, 255, 1), () => {});
  assertEquals(reader.waiting, 5);
});

Deno.test("what is said of a message that throws is not said of the next", () => {
  const reader = new MessageReader(10), stream = written(Uint8Array.of(7));
  reader.push(stream.subarray(0, 2), () => {});
  assertThrows(() =>
    reader.push(stream.subarray(2), () => {
      throw new Error("not this one");
    })
  );
  let next: number[] | undefined;
  reader.push(written(Uint8Array.of(8)), (message) => next = [...message]);
  assertEquals(next, [8]);
  assert(reader.waiting === 0);
});
