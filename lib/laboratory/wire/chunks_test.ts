import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { joined } from "../../codec/joined.ts";
import { chunksOf, outcomeOf } from "./chunks.ts";

Deno.test("chunks are all of the stream, in order, none empty or too long, and depend on the seed", () => {
  const stream = Uint8Array.from({ length: 1000 }, (_, i) => i);
  for (const most of [1, 2, 30, 5000]) {
    const chunks = [...chunksOf(stream, most, 1)];
    assertEquals(joined(chunks), stream);
    assert(chunks.every(({ length }) => length >= 1 && length <= most));
  }
  const lengths = (seed: number) => [...chunksOf(stream, 30, seed)].map(({ length }) => length);
  assertEquals(lengths(1), lengths(1));
  assertNotEquals(lengths(1), lengths(2));
});

Deno.test("an outcome is what came, or what went wrong", () => {
  assertEquals(outcomeOf(() => ({ term: 7 })), '{"term":7}');
  assertEquals(
    outcomeOf(() => {
      throw new RangeError("too much");
    }),
    "too much",
  );
});
