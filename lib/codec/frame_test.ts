import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteWriter } from "./byte_writer.ts";
import { FRAME_HEADER, FrameReader, writeFrame } from "./frame.ts";
import { MalformedBytes } from "./malformed.ts";

const runs = { seed: 1, numRuns: 500 };
const bodies = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 });

function framed(list: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(1);
  for (const body of list) writeFrame(writer, (frame) => frame.bytes(body));
  return writer.take();
}

/** What comes out of a stream that arrives in pieces of the given sizes. */
function read(stream: Uint8Array, pieces: readonly number[], longest = 100): Uint8Array[] {
  const reader = new FrameReader(longest);
  const out: Uint8Array[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const size = Math.max(1, pieces[i % Math.max(1, pieces.length)] ?? 1);
    reader.push(stream.subarray(at, at + size));
    for (let body = reader.next(); body !== undefined; body = reader.next()) out.push(body.slice());
    at += size;
  }
  return out;
}

Deno.test("frames come out as they went in, however the stream is cut", () => {
  fc.assert(
    fc.property(bodies, fc.array(fc.nat({ max: 90 })), (list, pieces) => {
      assertEquals(read(framed(list), pieces), list);
    }),
    runs,
  );
});

Deno.test("a bit that changed is found before anything behind it comes out", () => {
  fc.assert(
    fc.property(bodies, fc.nat(), (list, which) => {
      const stream = framed([Uint8Array.of(1), ...list]);
      const bit = which % (8 * stream.length);
      stream[bit >> 3]! ^= 1 << (bit & 7);
      let out: Uint8Array[] = [];
      try {
        // A length that grew may just wait for more than there is.
        out = read(stream, [stream.length]);
      } catch (error) {
        assert(error instanceof MalformedBytes);
      }
      assert(out.length <= list.length);
    }),
    runs,
  );
});

Deno.test("garbage is malformed, and nothing else is thrown", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        read(bytes, [7]);
      } catch (error) {
        assert(error instanceof MalformedBytes);
      }
    }),
    runs,
  );
});

Deno.test("a frame above the limit is refused as soon as its length is known", () => {
  const stream = framed([new Uint8Array(100), new Uint8Array(101)]);
  const reader = new FrameReader(100);
  reader.push(stream.subarray(0, FRAME_HEADER + 100 + 4));
  assertEquals(reader.next()?.length, 100);
  assertThrows(
    () => reader.next(),
    MalformedBytes,
    "Cannot read byte 108 because a frame of at most 100 bytes is required: given one of 101",
  );
});

Deno.test("what was read does not pile up", () => {
  const reader = new FrameReader(100);
  const frame = framed([new Uint8Array(50)]);
  for (let i = 0; i < 1000; i++) {
    reader.push(frame);
    assertEquals(reader.next()?.length, 50);
    assertEquals(reader.waiting, 0);
  }
});

Deno.test("an error says which byte of the whole stream it is about, however much was read before", () => {
  const reader = new FrameReader(100), frame = framed([new Uint8Array(50)]);
  // More than what the buffer holds: what was read has made room.
  for (let i = 0; i < 1000; i++) {
    reader.push(frame);
    reader.next();
  }
  reader.push(frame.with(frame.length - 1, 1));
  assertThrows(
    () => reader.next(),
    MalformedBytes,
    `Cannot read byte ${1000 * frame.length} because`,
  );
});

Deno.test("the layout is pinned", () => {
  assertEquals(framed([Uint8Array.of(7)]).subarray(0, 4), Uint8Array.of(1, 0, 0, 0));
  assertEquals(framed([Uint8Array.of(7)]).length, FRAME_HEADER + 1);
});
