import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { expectedPeriods, firstProbes } from "./first_probes.ts";

Deno.test("first probes: with drawn targets they come as the analysis says, few members or many", () => {
  for (const [nodes, moments] of [[10, 200], [100, 20], [1000, 2]] as const) {
    const { count, periods, expected, waiting } = firstProbes(nodes, moments);
    assertEquals(count, 2000);
    assertAlmostEquals(periods, expected, 0.07);
    assertAlmostEquals(waiting[1]!, (1 - 1 / (nodes - 1)) ** (nodes - 1), 0.03);
    assertEquals([waiting[0], waiting.at(-1)], [1, 0]);
  }
});

Deno.test("first probes: the formula is 1.53 periods for ten members, and 1.58 for very many", () => {
  assertAlmostEquals(expectedPeriods(10), 1.53, 0.001);
  assertAlmostEquals(expectedPeriods(1e6), 1 / (1 - Math.exp(-1)), 1e-6);
});

Deno.test("first probes: in rounds they come about as soon", () => {
  const { periods, expected } = firstProbes(100, 20, "round robin");
  assert(Math.abs(periods - expected) < 0.07, `${periods}`);
});
