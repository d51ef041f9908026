import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Key } from "./hashing.ts";
import { bytesOfParts, hashOfParts } from "./parts.ts";

Deno.test("different lists of parts are different bytes, and equal ones the same", () => {
  const list = fc.array(fc.string({ unit: fc.constantFrom("a", "1", "\0"), maxLength: 3 }), {
    maxLength: 3,
  });
  fc.assert(fc.property(list, list, (a, b) => {
    const isSame = JSON.stringify(a) === JSON.stringify(b);
    assertEquals(bytesOfParts(a).toHex() === bytesOfParts(b).toHex(), isSame);
  }));
});

Deno.test("names that concatenate alike have different hashes", () => {
  assertNotEquals(hashOfParts(["a", "11"]), hashOfParts(["a1", "1"]));
  assertNotEquals(hashOfParts([]), hashOfParts([""]));
});

Deno.test("a part is a text or its bytes, and nothing else", () => {
  assertEquals(
    hashOfParts(["a", "é"]),
    hashOfParts([Uint8Array.of(97), new TextEncoder().encode("é")]),
  );
  assertNotEquals(hashOfParts(["a"], 1), hashOfParts(["a"], 2));
  assertThrows(() => hashOfParts([5 as unknown as Key]), TypeError, "given number");
});
