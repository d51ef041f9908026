import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { deviationOf, emptyWindow, meanOf, push, windowSize } from "./window.ts";

Deno.test("a window has the mean and the spread of the last numbers, as a simple twin reckons them", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), fc.integer({ min: 1, max: 9 }), (all, size) => {
      const window = emptyWindow();
      for (const each of all) push(window, each, size);
      const last = all.slice(-size), mean = last.reduce((sum, each) => sum + each, 0) / last.length;
      const square = last.reduce((sum, each) => sum + (each - mean) ** 2, 0) / last.length;
      assertAlmostEquals(meanOf(window), mean, 1e-6);
      assertAlmostEquals(deviationOf(window) ** 2, square, 1e-2);
      assertEquals(window.values.toSorted(), last.toSorted());
    }),
  );
});

Deno.test("a number that has left a window leaves nothing behind, however large it was", () => {
  const window = emptyWindow();
  push(window, 1e16, 3);
  for (let i = 0; i < 5; i++) push(window, 0.1, 3);
  assertEquals(meanOf(window), (0.1 + 0.1 + 0.1) / 3);
  assertEquals(Number.isNaN(deviationOf(window)), false);
});

Deno.test("a window that holds nothing is refused", () => {
  for (const size of [0, 1.5, NaN, Infinity]) {
    assertThrows(() => windowSize("φ", size), RangeError, `given ${size}`);
  }
});
