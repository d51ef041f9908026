import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  constant,
  draw,
  either,
  exponential,
  type Latency,
  lognormal,
  pareto,
  toGrid,
  uniform,
} from "./latency.ts";
import { Random } from "./random.ts";

const DRAWS = 40_000;

function draws(latency: Latency): number[] {
  const random = new Random(1, "latency");
  return Array.from({ length: DRAWS }, () => draw(latency, random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

Deno.test("constant latency is always the same", () => {
  assertEquals(new Set(draws(constant(2.5))), new Set([2.5]));
});

Deno.test("uniform latency fills its range evenly", () => {
  const values = draws(uniform(2, 10));
  assert(values.every((value) => value >= 2 && value <= 10));
  assertAlmostEquals(mean(values), 6, 0.05);
  assertAlmostEquals(values.filter((value) => value < 4).length / DRAWS, 1 / 4, 0.01);
});

Deno.test("exponential latency has its minimum, its mean and its tail", () => {
  const values = draws(exponential(1, 6));
  assert(values.every((value) => value >= 1));
  assertAlmostEquals(mean(values), 6, 0.1);
  // Beyond minMs, the part above the mean of what is left is 1/e.
  assertAlmostEquals(values.filter((value) => value > 6).length / DRAWS, Math.exp(-1), 0.01);
});

Deno.test("lognormal latency has its median and its tail", () => {
  const values = draws(lognormal(5, 0.5));
  assert(values.every((value) => value > 0));
  assertAlmostEquals(values.filter((value) => value < 5).length / DRAWS, 1 / 2, 0.01);
  assertAlmostEquals(mean(values), 5 * Math.exp(0.5 ** 2 / 2), 0.1);
});

Deno.test("Pareto latency has its minimum and its tail", () => {
  const values = draws(pareto(2, 1.5));
  assert(values.every((value) => value >= 2));
  for (const multiple of [1.5, 4, 20]) {
    const above = values.filter((value) => value > 2 * multiple).length / DRAWS;
    assertAlmostEquals(above, multiple ** -1.5, 0.01);
  }
  assertThrows(() => pareto(-1, 2), RangeError, "least latency");
  assertThrows(() => pareto(1, 0), RangeError, "shape must be a number above 0: given 0");
});

Deno.test("every draw lies on the grid of 1/1024 ms, so that sums of times are exact", () => {
  const some = fc.double({ min: 0, max: 1000, noNaN: true });
  const latency = fc.oneof(
    some.map(constant),
    fc.tuple(some, some).map(([min, more]) => uniform(min, min + more)),
    fc.tuple(some, some).map(([min, more]) => exponential(min, min + more)),
    fc.tuple(some, fc.double({ min: 0, max: 2, noNaN: true })).map(([median, sigma]) =>
      lognormal(median, sigma)
    ),
  );
  fc.assert(
    fc.property(latency, fc.nat(), (kind, seed) => {
      const value = draw(kind, new Random(seed));
      assert(value >= 0);
      assert(Number.isInteger(value * 1024));
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("toGrid takes the nearest multiple of 1/1024", () => {
  assertEquals([0, 1, 0.0004, 0.0005, 2.5].map(toGrid), [0, 1, 0, 1 / 1024, 2.5]);
});

Deno.test("a kind takes the same number of random bits whatever it draws", () => {
  for (const latency of [uniform(0, 9), exponential(0, 9), lognormal(9, 1)]) {
    const drawn = new Random(4), skipped = new Random(4);
    draw(latency, drawn);
    skipped.bits();
    if (latency.kind === "lognormal") skipped.bits();
    assertEquals(drawn.bits(), skipped.bits());
  }
});

Deno.test("of two latencies each is drawn as often as its share says", () => {
  const random = new Random(1, "network");
  const latency = either(0.25, constant(5), constant(9));
  const fives = Array.from({ length: 10_000 }, () => draw(latency, random)).filter((ms) =>
    ms === 5
  );
  assertAlmostEquals(fives.length / 10_000, 0.25, 0.02);
});

const impossible: readonly (readonly [string, () => Latency, string])[] = [
  [
    "a negative constant",
    () => constant(-1),
    "constant latency because it must be at least 0: given -1",
  ],
  ["NaN", () => constant(NaN), "constant latency because it must be at least 0: given NaN"],
  [
    "a negative minimum",
    () => uniform(-1, 1),
    "least latency because it must be at least 0: given -1",
  ],
  ["an empty range", () => uniform(3, 2), "maxMs must be at least minMs (3): given 2"],
  [
    "a mean below the minimum",
    () => exponential(3, 2),
    "meanMs must be at least minMs (3): given 2",
  ],
  [
    "a negative median",
    () => lognormal(-5, 1),
    "median latency because it must be at least 0: given -5",
  ],
  ["a negative sigma", () => lognormal(5, -1), "sigma because it must be at least 0: given -1"],
  [
    "a share above one",
    () => either(1.5, constant(1), constant(2)),
    "its share must be a probability from 0 to 1: given 1.5",
  ],
];

for (const [name, make, words] of impossible) {
  Deno.test(`a latency cannot have ${name}`, () => {
    assertThrows(make, RangeError, words);
  });
}
