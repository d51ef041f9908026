import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { log10Tail, tailPoint } from "./normal.ts";

Deno.test("the tail of the normal distribution is that of the tables, far out as well", () => {
  // Values from tables: Q(0), Q(1), Q(2), Q(3), Q(5), Q(-1).
  const table: readonly (readonly [z: number, tail: number])[] = [
    [0, 0.5],
    [1, 0.158655253931457],
    [2, 0.0227501319481792],
    [3, 0.00134989803163009],
    [5, 2.86651571879194e-7],
    [-1, 0.841344746068543],
  ];
  for (const [z, tail] of table) assertAlmostEquals(10 ** log10Tail(z) / tail, 1, 1e-12);
});

Deno.test("where a double has no 1 − CDF left, the tail lies within the bounds of Gordon 1941", () => {
  for (const z of [3, 9, 20, 40, 200]) {
    const density = -z * z / 2 - Math.log(Math.sqrt(2 * Math.PI));
    const [low, high] = [density + Math.log(z / (z * z + 1)), density - Math.log(z)];
    const tail = log10Tail(z) * Math.LN10;
    assert(low <= tail && tail <= high, `${z}: ${low}, ${tail}, ${high}`);
  }
});

Deno.test("both ways of reckoning agree where one takes over from the other", () => {
  const at = 2 * Math.SQRT2;
  assertAlmostEquals(log10Tail(at - 1e-9), log10Tail(at + 1e-9), 1e-8);
});

Deno.test("the point of a tail has that tail", () => {
  fc.assert(fc.property(fc.double({ min: -300, max: -0.001, noNaN: true }), (log10) => {
    assertAlmostEquals(log10Tail(tailPoint(log10)), log10, 1e-9);
  }));
  assertAlmostEquals(tailPoint(-8), 5.612001244174789, 1e-12);
});

Deno.test("there is no point whose tail is certain, or impossible", () => {
  for (const log10 of [0, 1, NaN, -Infinity]) {
    assertThrows(() => tailPoint(log10), RangeError, `given ${log10}`);
  }
});
