import { assertEquals } from "@std/assert";
import { fnv1a, spread } from "./hash.ts";

Deno.test("texts have the hashes that FNV-1a gives them", () => {
  const known = { "": 0x811c9dc5, a: 0xe40c292c, foobar: 0xbf9cf968 };
  for (const [text, hash] of Object.entries(known)) assertEquals(fnv1a(text), hash);
});

Deno.test("a bit of a word changes about half of the bits that it is spread to", () => {
  assertEquals([spread(0), spread(1), spread(-1)], [0, 0x514e28b7, 0x81f16f39]);
  const ones = [...(spread(6) ^ spread(7)).toString(2)].filter((bit) => bit === "1").length;
  assertEquals(ones > 8 && ones < 24, true);
});
