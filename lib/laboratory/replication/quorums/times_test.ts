import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Law, writeTimes } from "./times.ts";

Deno.test("a write takes as long as both of its phases, within a tenth, for all sizes", () => {
  const times = writeTimes(5);
  for (const { read, write, expectedMs, measuredMs } of times) {
    assert(Math.abs(measuredMs / expectedMs - 1) < 0.1, `${read}, ${write}: ${measuredMs}`);
  }
  // Majorities: twice 10 × (1/5 + 1/4 + 1/3).
  const majorities = times.find(({ read, write }) => read === 3 && write === 3)!;
  assertAlmostEquals(majorities.expectedMs, 2 * 10 * (1 / 5 + 1 / 4 + 1 / 3), 1e-9);
});

Deno.test("which sizes write fastest depends on the law: majorities, all alike, or read one and write all", () => {
  const of = (law: Law) => {
    const times = writeTimes(5, 10, 300, law);
    for (const { read, write, expectedMs, measuredMs } of times) {
      assert(Math.abs(measuredMs - expectedMs) < 1, `${law}, ${read}, ${write}: ${measuredMs}`);
    }
    return [1, 2, 3].map((read) =>
      times.find((each) => each.read === read && each.write === 6 - read)!.expectedMs.toFixed(1)
    );
  };
  assertEquals(of("uniform"), ["20.0", "20.0", "20.0"]);
  assertEquals(of("one in five at once"), ["16.6", "21.6", "23.6"]);
});

Deno.test("no nodes to write to are refused", () => {
  assertThrows(() => writeTimes(0), RangeError, "nodes must be");
});
