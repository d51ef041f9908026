import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  checkGreeting,
  concat,
  encodeFrame,
  encodeMessage,
  greeting,
  GREETING_BYTES,
  readFrame,
  ready,
} from "./frames.ts";

/** Reads from bytes as a socket would. */
function reader(bytes: Uint8Array) {
  let at = 0;
  return (length: number) => {
    if (at + length > bytes.length) return Promise.reject(new Error("the stream has ended"));
    at += length;
    return Promise.resolve(bytes.slice(at - length, at));
  };
}

Deno.test("any frame reads back as it was written, short or long", async () => {
  const sizes = fc.constantFrom(0, 1, 254, 255, 256, 257, 70_000);
  await fc.assert(
    fc.asyncProperty(sizes, fc.boolean(), fc.boolean(), async (size, more, command) => {
      const frame = { body: new Uint8Array(size).fill(7), more, command };
      assertEquals(await readFrame(reader(encodeFrame(frame))), frame);
    }),
    { seed: 1 },
  );
});

Deno.test("the bytes of frames are those of the specification", () => {
  const body = Uint8Array.of(1, 2);
  assertEquals(encodeFrame({ body, more: true, command: false }), Uint8Array.of(1, 2, 1, 2));
  const long = encodeFrame({ body: new Uint8Array(256), more: false, command: false });
  assertEquals(long.slice(0, 9), Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 1, 0));
});

Deno.test("all parts of a message but the last announce another", async () => {
  const parts = [Uint8Array.of(1), Uint8Array.of(), Uint8Array.of(2)];
  const read = reader(encodeMessage(parts));
  const more = [await readFrame(read), await readFrame(read), await readFrame(read)]
    .map((frame) => frame.more);
  assertEquals(more, [true, true, false]);
});

Deno.test("our own greeting is one that we accept, and an older version is refused", () => {
  const bytes = greeting();
  assertEquals(bytes.length, GREETING_BYTES);
  checkGreeting(bytes);
  bytes[10] = 2;
  assertThrows(() => checkGreeting(bytes), Error, "ZMTP 3 is required: given version 2");
});

Deno.test("READY is a command that names the kind of socket", async () => {
  const frame = await readFrame(reader(ready("SUB", "")));
  assert(frame.command);
  const expected = concat([
    Uint8Array.of(5),
    new TextEncoder().encode("READY"),
    Uint8Array.of(11),
    new TextEncoder().encode("Socket-Type"),
    Uint8Array.of(0, 0, 0, 3),
    new TextEncoder().encode("SUB"),
  ]);
  assertEquals(frame.body.slice(0, expected.length), expected);
});

Deno.test("a stream that ends within a frame is an error", async () => {
  const bytes = encodeFrame({ body: new Uint8Array(9), more: false, command: false }).slice(0, 5);
  await assertRejects(() => readFrame(reader(bytes)), Error, "ended");
});
