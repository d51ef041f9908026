import { assert, assertAlmostEquals } from "@std/assert";
import { EXPECTED_PERIODS, firstDetection } from "./detection.ts";

Deno.test("swim detection: with drawn targets, the first probe of the dead comes in period e/(e - 1), whatever the size", () => {
  assertAlmostEquals(EXPECTED_PERIODS, 1.582, 0.001);
  // With ten members nine probe one of nine others: 1/(1 - (8/9)^9).
  const few = firstDetection(10, 500, "random");
  assert(Math.abs(few.periods - 1.53) < 2 * few.within, `${few.periods} +- ${few.within}`);
  for (const [nodes, runs] of [[100, 120], [1000, 15]] as const) {
    const { periods, within } = firstDetection(nodes, runs, "random");
    assert(Math.abs(periods - EXPECTED_PERIODS) < 2 * within, `${nodes}: ${periods} +- ${within}`);
  }
});

Deno.test("swim detection: rounds are no slower than drawn targets", () => {
  const rounds = firstDetection(10, 400), drawn = firstDetection(10, 400, "random");
  assert(rounds.periods < drawn.periods + drawn.within, `${rounds.periods}, ${drawn.periods}`);
});
