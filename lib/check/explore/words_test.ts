import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { plain, reversed } from "../../model/plain_arbitrary_test.ts";
import { Words } from "./words.ts";

const words = new Words();

function written(value: unknown): string {
  words.write(value);
  return words.row.subarray(0, words.length).join(" ");
}

Deno.test("two values have the same words exactly when they have the same canonical text", () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      assertEquals(written(a) === written(b), encode(a) === encode(b));
    }),
    { numRuns: 5000 },
  );
});

Deno.test("the order of insertion is no matter", () => {
  fc.assert(fc.property(plain, (value) => {
    assertEquals(written(reversed(value)), written(value));
  }));
});

Deno.test("a value within another is told apart from its neighbours", () => {
  fc.assert(fc.property(plain, plain, (a, b) => {
    assertEquals(written([a, b]) === written([b, a]), encode(a) === encode(b));
    assertNotEquals(written([a, b]), written([[a, b]]));
  }));
});

Deno.test("many members are put in order, also within each other", () => {
  const members = Array.from({ length: 100 }, (_, i) => new Map([[`${i}`, new Set([i, -i, 0.5])]]));
  assertEquals(written(new Set(members)), written(new Set(members.toReversed())));
  assertNotEquals(written(new Set(members)), written(new Set(members.slice(1))));
});

Deno.test("what is no data is refused", () => {
  assertThrows(() => words.write([() => 1]), TypeError, "given a function");
});
