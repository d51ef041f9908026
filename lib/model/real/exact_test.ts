import { assertEquals, assertThrows } from "@std/assert";
import { assertNearest, beside, exactCos, exactExp, exactLog } from "./exact_values_test.ts";

/** A text of so many digits behind the point. */
function digits(value: bigint, places: bigint, count: bigint): string {
  return `${value * 10n ** count >> places}`;
}

Deno.test("the exact functions give the digits that are printed in books", () => {
  const places = 400n, one = 1n << places;
  assertEquals(
    digits(exactExp(one, places), places, 40n),
    "27182818284590452353602874713526624977572",
  );
  assertEquals(
    digits(exactLog(10, places), places, 40n),
    "23025850929940456840179914546843642076011",
  );
  assertEquals(
    digits(exactCos(1, places), places, 40n),
    "5403023058681397174009366074429766037323",
  );
  assertEquals(digits(exactExp(-700n * one, places), places, 40n), "0");
});

Deno.test("a neighbour of the nearest double is refused", () => {
  const exact = exactExp(1n << 400n, 400n);
  assertNearest(Math.E, exact, 400n, "e");
  for (const other of [beside(Math.E, 1), beside(Math.E, -1), -Math.E]) {
    assertThrows(() => assertNearest(other, exact, 400n, "e"), Error, "another is nearer");
  }
});
