import { assertEquals } from "@std/assert";
import { MODELS, PAPER, PUBLISHED, toReach } from "./wide_area.ts";

Deno.test("WAN model: every cell of the paper's table is what the formulas give", () => {
  const computed = Object.entries(MODELS).map(([name, model]) => [name, model(PAPER)]);
  assertEquals(Object.fromEntries(computed), PUBLISHED);
});

Deno.test("WAN model: so many are reached by a round trip to the farthest of the nearest", () => {
  assertEquals([1, 2, 3, 4, 5].map((count) => toReach(PAPER, 1, count)), [0, 59, 64, 77, 146]);
  assertEquals([1, 2, 3, 4, 5].map((count) => toReach(PAPER, 3, count)), [0, 26, 64, 98, 137]);
});
