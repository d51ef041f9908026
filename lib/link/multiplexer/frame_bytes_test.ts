import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { Breach } from "../breach.ts";
import { readStreamFrame, writeStreamFrame } from "./frame_bytes.ts";
import type { Frame } from "./frames.ts";
import { Multiplexer } from "./multiplexer.ts";

const whole = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 2 ** 53 - 1 }));
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ type: fc.constant("open" as const), stream: whole }),
  fc.record({
    type: fc.constant("data" as const),
    stream: whole,
    bytes: fc.uint8Array({ maxLength: 40, size: "max" }),
    end: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("reset" as const),
    stream: whole,
    why: fc.constantFrom("cancelled" as const, "refused" as const, "breach" as const),
  }),
  fc.record({ type: fc.constant("grant" as const), stream: whole, bytes: whole }),
  fc.record({ type: fc.constant("window" as const), bytes: whole }),
  fc.record({ type: fc.constant("acknowledged" as const) }),
  fc.record({ type: fc.constant("leaving" as const), last: whole }),
  fc.record({ type: fc.constantFrom("ping" as const, "pong" as const), token: whole }),
).map((frame) => ({ ...frame }));

function bytesOf(frame: Frame): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writeStreamFrame(writer, frame);
  return writer.take();
}

Deno.test("frames are read as they were written", () => {
  fc.assert(
    fc.property(frame, (frame) => assertEquals(readStreamFrame(bytesOf(frame)), frame)),
    { numRuns: 1000 },
  );
});

Deno.test("the layout is that of the example", () => {
  const frame = {
    type: "data",
    stream: 5,
    bytes: new TextEncoder().encode("hi"),
    end: true,
  } as const;
  assertEquals(bytesOf(frame), Uint8Array.of(2, 5, 0x68, 0x69));
});

Deno.test("any bytes are a frame or malformed, and any frame is taken or a breach, and nothing else", () => {
  let taken = 0;
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 12, size: "max" }), frame.map(bytesOf));
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 20, size: "max" }), fc.boolean(), (list, dials) => {
      const machine = new Multiplexer({ dials });
      for (let i = 0; i < 3; i++) machine.open();
      try {
        for (const bytes of list) {
          const frame = readStreamFrame(bytes);
          if (frame.type !== "data") assertEquals(bytesOf(frame), bytes);
          machine.receive(frame);
          taken++;
        }
      } catch (error) {
        assert(error instanceof MalformedBytes || error instanceof Breach, String(error));
        machine.lose();
        assertEquals(machine.streams, 0);
      }
      assertEquals(machine.violations(), []);
    }),
    { numRuns: 1000 },
  );
  assert(taken > 200, `${taken}`);
});

Deno.test("what is cut, goes on, or is of no kind is malformed", () => {
  const wrong: readonly (readonly [readonly number[], string])[] = [
    [[], "a byte"],
    [[10], "a known kind"],
    [[0], "a byte"],
    [[6, 1], "the end is required: given 1 more bytes"],
    [[3, 1, 3], "a known reason"],
    [[8, 255], "a byte"],
  ];
  for (const [bytes, why] of wrong) {
    assertThrows(() => readStreamFrame(Uint8Array.from(bytes)), MalformedBytes, why);
  }
});
