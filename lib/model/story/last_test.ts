import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lastUpTo } from "./last.ts";

Deno.test("the last that is not above is the one that a search from the end finds", () => {
  fc.assert(fc.property(fc.array(fc.nat(20)), fc.integer({ min: -1, max: 21 }), (items, most) => {
    const sorted = items.sort((a, b) => a - b);
    assertEquals(
      lastUpTo(sorted, most, (item) => item),
      sorted.findLastIndex((item) => item <= most),
    );
  }));
});
