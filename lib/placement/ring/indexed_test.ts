import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hashing } from "../hash/hashing.ts";
import { indexed } from "./indexed.ts";
import { search } from "./points.ts";

const whole = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const word = fc.oneof(whole, fc.nat(3), fc.integer({ min: 2 ** 32 - 3, max: 2 ** 32 - 1 }));
const words = fc.array(word, { maxLength: 100 }).map((list) => Uint32Array.from(list).sort());

Deno.test("it finds what a search by halves finds: before, on and behind points, many at one place", () => {
  fc.assert(fc.property(words, fc.array(word), (points, positions) => {
    const find = indexed(points);
    for (const position of [...points, ...positions]) {
      assertEquals(find(position), search(points, position));
    }
  }));
});

Deno.test("it finds what a search by halves finds among many hashes", () => {
  const { point } = hashing();
  const points = Uint32Array.from({ length: 5000 }, (_, i) => point("a", i).high).sort();
  const find = indexed(points);
  for (let i = 0; i < 2000; i++) {
    const position = point("b", i).high;
    assertEquals(find(position), search(points, position));
  }
});
