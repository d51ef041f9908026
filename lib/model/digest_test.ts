import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { Digest } from "./digest.ts";

function digest(...pieces: string[]): string {
  const digest = new Digest();
  for (const piece of pieces) digest.add(piece);
  return digest.hex();
}

Deno.test("digests are pinned, as they are printed in chapters and reports", () => {
  assertEquals(digest(), "deadbeef41c6ce57");
  assertEquals(digest("happens"), "aca16bddca0290e0");
  assertEquals(digest("happens", "before"), "7ebec13903511a2d");
});

Deno.test("a digest is sixteen hexadecimal digits, and looking at it changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
      const looked = new Digest();
      for (const piece of pieces) {
        looked.add(piece);
        assertMatch(looked.hex(), /^[0-9a-f]{16}$/);
      }
      assertEquals(looked.hex(), digest(...pieces));
    }),
    { seed: 1 },
  );
});

Deno.test("where one piece ends and the next begins makes a difference", () => {
  assertNotEquals(digest("ab", "c"), digest("a", "bc"));
  assertNotEquals(digest("ab", ""), digest("ab"));
  assertNotEquals(digest("", "ab"), digest("ab"));
});

Deno.test("a hundred thousand short texts have different digests, and both halves work", () => {
  const all = Array.from({ length: 100_000 }, (_, i) => digest(`event ${i}`));
  assertEquals(new Set(all).size, all.length);
  // By chance alone, about 1.2 of 4.9 billion pairs share a half.
  for (const half of [all.map((hex) => hex.slice(0, 8)), all.map((hex) => hex.slice(8))]) {
    assertEquals(all.length - new Set(half).size <= 6, true);
  }
});

Deno.test("the bits of a digest are its first 52, as a whole number", () => {
  for (const text of ["", "a", "event 7", "x".repeat(100)]) {
    const all = new Digest();
    all.add(text);
    assertEquals(all.bits(), parseInt(all.hex().slice(0, 13), 16));
  }
});
