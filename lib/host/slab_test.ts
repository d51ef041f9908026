import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Slab } from "./slab.ts";

Deno.test("pieces stay as they were written, whatever is written behind them", () => {
  const piece = fc.uint8Array({ maxLength: 700, size: "max" });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40, size: "max" }), (pieces) => {
      const slab = new Slab(1024);
      const held = pieces.map((bytes) => slab.write((writer) => writer.bytes(bytes)));
      assertEquals(held, pieces);
    }),
    { numRuns: 100 },
  );
});

Deno.test("short pieces share memory, and a slab ends where it is full", () => {
  const slab = new Slab(1024);
  const held = Array.from({ length: 8 }, () =>
    slab.write((writer) => {
      writer.bytes(new Uint8Array(100));
    }));
  const buffers = held.map(({ buffer }) => buffer);
  assertEquals(new Set(buffers.slice(0, 6)).size, 1);
  assertEquals(new Set(buffers).size, 2);
});

Deno.test("what was written before an error is no part of the next piece", () => {
  const slab = new Slab();
  const before = slab.write((writer) => writer.byte(1));
  assertThrows(() =>
    slab.write((writer) => {
      writer.byte(2);
      throw new Error("a bug");
    }), "a bug");
  assertEquals([...slab.write((writer) => writer.byte(3))], [3]);
  assertEquals([...before], [1]);
});
