import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { assertNearest, exactExp, exactly } from "./exact_values_test.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";

// By mpmath to 1600 bits, rounded once. With the last of them the sum of the two doubles, rounded without Ziv's test,
// is the wrong neighbour.
const known: [x: number, exp: number][] = [
  [1, 2.718281828459045],
  [-1, 0.36787944117144233],
  [0.5, 1.6487212707001282],
  [1e-10, 1.0000000001],
  [-1e-300, 1],
  [1.1102230246251565e-16, 1.0000000000000002],
  [8.326672684688674e-17, 1],
  [-6.938893903907228e-17, 0.9999999999999999],
  [10, 22026.465794806718],
  [100, 2.6881171418161356e43],
  [700, 1.0142320547350045e304],
  [709.5, 1.3549863193146328e308],
  [709.782712893384, 1.7976931348622732e308],
  [-700, 9.85967654375977e-305],
  [-708.3964185322641, 2.2250738585072626e-308],
  [-708.5, 2.006132305331306e-308],
  [-720.5, 1.2326102893e-313],
  [-744.4400719213812, 5e-324],
  [-745.1332191019411, 5e-324],
  [0.1, 1.1051709180756477],
  [0.3333333333333333, 1.3956124250860895],
  [1.3997074117436448, 4.054013636518827],
  [-1.426257894488463, 0.2402061191363811],
  [-18.506071043309085, 9.181538595987517e-09],
  [2.8260457732897137, 16.878586935126524],
];

Deno.test("exp has the bits that it is known to have", () => {
  assertEquals(known.map(([x]) => [x, exp(x)]), known);
});

Deno.test("exp at the edges is what the language says", () => {
  const edges = [NaN, Infinity, -Infinity, 0, -0, 1e308, -1e308, 5e-324, -5e-324];
  assertEquals(edges.map(exp), [NaN, Infinity, 0, 1, 1, Infinity, 0, 1, 1]);
  assertEquals(exp(709.7827128933841), Infinity);
  assert(Object.is(exp(-745.1332191019412), 0));
});

Deno.test("exp is the nearest double, of 3,000 numbers", () => {
  const random = new Random(1, "exp"), sizes = [1e-12, 0.01, 1, 20, 700, 745];
  for (let i = 0; i < 3000; i++) {
    const x = (2 * (random.unit() + random.unit() / 2 ** 32) - 1) * sizes[i % sizes.length]!;
    if (x > 709.7) continue;
    const places = BigInt(Math.ceil(400 + Math.max(0, -1.5 * x)));
    assertNearest(exp(x), exactExp(exactly(x, places), places), places, `exp(${x})`);
  }
});

Deno.test("exp rises, and log leads back", () => {
  const number = fc.double({ min: -745, max: 709, noNaN: true });
  fc.assert(fc.property(number, number, (a, b) => {
    assert(a <= b === exp(a) <= exp(b) || exp(a) === exp(b), `${a}, ${b}`);
    if (a > -700) assertAlmostEquals(log(exp(a)), a, 1e-13 + Math.abs(a) * 1e-15);
  }));
});
