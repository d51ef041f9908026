import { assert, assertEquals, assertLess, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertSeed, Random } from "./random.ts";

function first(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => random.bits());
}

/** The sum of (observed − expected)² / expected over the cells. */
function chiSquare(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

Deno.test("the first draws are pinned, as committed digests depend on them", () => {
  assertEquals(first(4, new Random(1)), [582913897, 1644979654, 2354872067, 1014164515]);
  assertEquals(first(2, new Random(1, "network")), [2382804970, 30033607]);
  assertEquals(first(2, new Random(2 ** 53 - 1, "disk")), [2048627475, 2082092544]);
});

Deno.test("equal seeds and streams draw alike; another seed or stream draws differently", () => {
  const seed = fc.maxSafeNat();
  fc.assert(
    fc.property(seed, seed, fc.string(), fc.string(), (one, other, left, right) => {
      assertEquals(first(4, new Random(one, left)), first(4, new Random(one, left)));
      if (one !== other) {
        assertNotEquals(first(4, new Random(one, left)), first(4, new Random(other, left)));
      }
      if (left !== right) {
        assertNotEquals(first(4, new Random(one, left)), first(4, new Random(one, right)));
      }
    }),
    { seed: 1 },
  );
});

Deno.test("the high half of a seed counts too", () => {
  assertNotEquals(first(4, new Random(1)), first(4, new Random(1 + 2 ** 32)));
});

Deno.test("draws are uniform: a hundred cells pass a chi-square test", () => {
  const random = new Random(7, "uniformity");
  const counts = new Array<number>(100).fill(0);
  for (let i = 0; i < 100_000; i++) counts[random.below(100)]!++;
  // With 99 degrees of freedom, 148.2 is exceeded once in a thousand times.
  assertLess(chiSquare(counts, 1000), 148.2);
});

Deno.test("pairs of neighbouring draws are uniform, also across neighbouring seeds", () => {
  const within = new Array<number>(64).fill(0);
  const across = new Array<number>(64).fill(0);
  const random = new Random(3);
  for (let i = 0; i < 32_000; i++) {
    within[random.below(8) * 8 + random.below(8)]!++;
    across[new Random(i).below(8) * 8 + new Random(i + 1).below(8)]!++;
  }
  // With 63 degrees of freedom, 103.4 is exceeded once in a thousand times.
  assertLess(chiSquare(within, 500), 103.4);
  assertLess(chiSquare(across, 500), 103.4);
});

Deno.test("unit and below stay in their range", () => {
  const random = new Random(5);
  for (let i = 0; i < 10_000; i++) {
    const unit = random.unit();
    assert(unit >= 0 && unit < 1);
    const below = random.below(3);
    assert(below === 0 || below === 1 || below === 2);
  }
  assertEquals(random.below(1), 0);
});

Deno.test("chance 0 never happens and chance 1 always does", () => {
  const random = new Random(9);
  for (let i = 0; i < 1000; i++) {
    assert(!random.chance(0));
    assert(random.chance(1));
  }
});

Deno.test("a seed must be a whole number that a double holds exactly", () => {
  for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    const error = assertThrows(() => assertSeed(seed), RangeError);
    assertEquals(
      error.message,
      `Cannot seed a run because a seed must be a whole number from 0 to 2^53 - 1: given ${seed}`,
    );
    assertThrows(() => new Random(seed), RangeError);
  }
  assertSeed(0);
  assertSeed(2 ** 53 - 1);
});
