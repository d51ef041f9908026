import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing, type Key, truncated } from "./hashing.ts";

const anyText = fc.string({ unit: "binary", maxLength: 80 });

Deno.test("a text and its UTF-8 have one hash", () => {
  fc.assert(fc.property(anyText, (text) => {
    assertEquals(hashing().key(text), hashing().key(new TextEncoder().encode(text)));
  }));
});

Deno.test("names that concatenate alike have different points", () => {
  const { point } = hashing();
  assertNotEquals(point("a", 11), point("a1", 1));
  assertNotEquals(point("", 0), point("\0", 0));
});

Deno.test("a point depends on the name, its number and the seed, whatever was hashed before", () => {
  const one = hashing(3);
  fc.assert(fc.property(anyText, fc.nat(1000), (id, copy) => {
    const point = one.point(id, copy);
    assertEquals(point, hashing(3).point(id, copy));
    assertNotEquals(point, one.point(id, copy + 1));
    assertNotEquals(point, one.point(`${id}.`, copy));
    assertNotEquals(point, hashing(4).point(id, copy));
    assertNotEquals(point, one.key(id));
  }));
});

Deno.test("a truncated hash has so many bits, and the rest are zeros", () => {
  const short = truncated(hashing(), 3);
  const highs = new Set(Array.from({ length: 200 }, (_, i) => short.key(`${i}`).high));
  assertEquals([...highs].sort((a, b) => a - b), Array.from({ length: 8 }, (_, i) => i * 2 ** 29));
  assertEquals(short.point("a", 1).low, 0);
  assertEquals(truncated(hashing(), 32).key("a").high, hashing().key("a").high);
});

Deno.test("what is neither text nor bytes is no key", () => {
  const { key } = hashing();
  for (const wrong of [{}, 5, undefined]) {
    assertThrows(() => key(wrong as Key), TypeError, `given ${typeof wrong}`);
  }
});
