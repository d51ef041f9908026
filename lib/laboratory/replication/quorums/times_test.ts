import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { writeTimes } from "./times.ts";

Deno.test("a write takes as long as both of its phases, within a tenth, for all sizes", () => {
  const times = writeTimes(5);
  for (const { read, write, expectedMs, measuredMs } of times) {
    assert(Math.abs(measuredMs / expectedMs - 1) < 0.1, `${read}, ${write}: ${measuredMs}`);
  }
  // Majorities: twice 10 × (1/5 + 1/4 + 1/3).
  const majorities = times.find(({ read, write }) => read === 3 && write === 3)!;
  assertAlmostEquals(majorities.expectedMs, 2 * 10 * (1 / 5 + 1 / 4 + 1 / 3), 1e-9);
});

Deno.test("no nodes to write to are refused", () => {
  assertThrows(() => writeTimes(0), RangeError, "nodes must be");
});
