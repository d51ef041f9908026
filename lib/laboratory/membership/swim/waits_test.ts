import { assert, assertAlmostEquals } from "@std/assert";
import { waitsOf } from "./waits.ts";

Deno.test("swim waits: in rounds nobody waits longer than 2n - 1 periods, and the bound is reached", () => {
  const { longest, bound, count } = waitsOf("round robin");
  assert(longest === bound && count > 9000, `${longest} of ${bound}`);
});

Deno.test("swim waits: with drawn targets the waits have a geometric tail beyond any bound", () => {
  const { longest, bound, longer } = waitsOf("random", { periods: 2000 });
  assert(longest > 3 * bound, `${longest}`);
  for (const periods of [1, 9, 18, 27]) {
    assertAlmostEquals(longer[periods]!, (8 / 9) ** periods, 0.02);
  }
});
