import { assertEquals } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { assertNearest, exactCos, exactExp, exactLog, exactly } from "./exact_values_test.ts";
import { cos, exp, fixed, ln, nearest, ONE, pi, split } from "./fixed.ts";

Deno.test("the slow ways, which decide a rounding now and then, are right everywhere", () => {
  const random = new Random(1, "fixed"), places = 400n;
  for (let i = 0; i < 300; i++) {
    const x = (random.unit() + random.unit() / 2 ** 32) * 30, small = x - 15;
    const { value, exponent } = exp(fixed(small));
    const power = exactExp(exactly(small, places), places);
    assertNearest(nearest(value, exponent), power, places, `exp(${small})`);
    assertNearest(nearest(ln(x)), exactLog(x, places), places, `ln(${x})`);
    assertNearest(nearest(cos(x)), exactCos(x, places), places, `cos(${x})`);
  }
});

Deno.test("π has its digits, as many as are asked for", () => {
  assertEquals(`${pi(400n) * 10n ** 40n >> 400n}`, "31415926535897932384626433832795028841971");
  assertEquals(pi(2000n) >> 1600n, pi(400n));
});

Deno.test("the nearest double has its 53 bits, or fewer below the normal numbers, and the even one is taken", () => {
  const half = ONE / 2n;
  assertEquals([nearest(ONE), nearest(-ONE), nearest(0n), nearest(3n * half)], [1, -1, 0, 1.5]);
  assertEquals(nearest(2n ** 53n * ONE + ONE), 2 ** 53);
  assertEquals(nearest(2n ** 53n * ONE + 3n * ONE), 2 ** 53 + 4);
  assertEquals(nearest(2n ** 53n * ONE + ONE + 1n), 2 ** 53);
  assertEquals(nearest(2n ** 53n * ONE + ONE + 2n ** 150n), 2 ** 53 + 2);
  assertEquals([nearest(ONE, -1074), nearest(half, -1074), nearest(3n * half, -1074)], [
    5e-324,
    0,
    1e-323,
  ]);
  assertEquals([nearest(ONE, 1023), nearest(ONE, 1024), nearest(2n * ONE - 1n, 1023)], [
    2 ** 1023,
    Infinity,
    Infinity,
  ]);
});

Deno.test("what is split is two doubles, and a head of few bits", () => {
  const [head, tail] = split(ONE / 3n, 26);
  assertEquals([head, head + tail], [Math.floor(2 ** 26 / 3) / 2 ** 26, 1 / 3]);
});
