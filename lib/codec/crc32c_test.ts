import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { crc32c } from "./crc32c.ts";

const runs = { seed: 1 };

/** The definition, one bit at a time. */
function naive(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

Deno.test("the known vectors: the digits, and those of RFC 3720, appendix B.4", () => {
  const vectors: readonly (readonly [Uint8Array, number])[] = [
    [new TextEncoder().encode("123456789"), 0xe3069283],
    [new Uint8Array(), 0],
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(0xff), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    [Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  ];
  for (const [bytes, check] of vectors) assertEquals(crc32c(bytes), check);
});

Deno.test("it is the remainder, whatever the length and wherever the bytes are cut", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 40 }), (bytes, at) => {
      assertEquals(crc32c(bytes), naive(bytes));
      assertEquals(crc32c(bytes.subarray(at), crc32c(bytes.subarray(0, at))), naive(bytes));
    }),
    runs,
  );
});

Deno.test("a changed bit always shows", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, which) => {
      const bit = which % (8 * bytes.length);
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      assertNotEquals(crc32c(changed), crc32c(bytes));
    }),
    runs,
  );
});
