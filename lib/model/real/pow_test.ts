import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { assertNearest, exactExp, exactLog, exactly } from "./exact_values_test.ts";
import { pow } from "./pow.ts";

// By mpmath to 1600 bits, rounded once. With the last of them the sum of the two doubles, rounded without Ziv's test,
// is the wrong neighbour.
const known: [x: number, y: number, pow: number][] = [
  [2, 0.5, 1.4142135623730951],
  [3, 33, 5559060566555523],
  [3, 34, 1.6677181699666568e16],
  [5, 23, 1.1920928955078124e16],
  [25, 11.5, 1.1920928955078124e16],
  [134217727, 2, 1.8014398241046528e16],
  [0.1, 5, 1.0000000000000003e-05],
  [0.9, 9, 0.3874204890000001],
  [10, -2, 0.01],
  [10, 22, 1e22],
  [10, 23, 1e23],
  [10, 308, 1e308],
  [10, -308, 1e-308],
  [10, -320, 1e-320],
  [2, -1074, 5e-324],
  [2, -1074.5, 5e-324],
  [2, -1075, 0],
  [2, 1023, 8.98846567431158e307],
  [1.0000000000000002, 1e18, 2.7086111089766717e96],
  [0.9999999999999999, 1e18, 6.076124616751106e-49],
  [5e-324, 0.3, 1.018908996936868e-97],
  [1e-310, 0.5, 9.999999999999986e-156],
  [1.7976931348623157e308, 0.9, 2.6868536029587834e277],
  [3, -2.5, 0.06415002990995841],
  [1.5, 1e-20, 1],
  [7, 0.3333333333333333, 1.912931182772389],
  [0.32035825367971743, -2.5, 17.215126011837878],
  [0.5992823021043422, -2.5, 3.5968420683172515],
  [0.4897700657030544, -2.5, 5.9568875957474186],
  [0.45414943115735473, -2.5, 7.1945405319432405],
  [0.9942615988020811, -2.5, 1.014491318372221],
];

Deno.test("pow has the bits that it is known to have", () => {
  assertEquals(known.map(([x, y]) => [x, y, pow(x, y)]), known);
});

Deno.test("pow at the edges is what the language says", () => {
  const edges = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2, -2, 0.5, -0.5, 3];
  for (const x of edges) {
    for (const y of edges) assert(Object.is(pow(x, y), x ** y), `${x} ** ${y} is not ${pow(x, y)}`);
  }
  assertEquals([pow(2, 1024), pow(2, 1e300), pow(2, -1e300), pow(-2, 1025)], [
    Infinity,
    Infinity,
    0,
    -Infinity,
  ]);
  assertEquals([pow(7, 5e-324), pow(7, -1e-30)], [1, 1]);
});

Deno.test("a power that is a whole number of 53 bits is exact, also of a whole number below 0", () => {
  for (let x = -40; x <= 300; x++) {
    for (let y = 0; Math.abs(Number(BigInt(x) ** BigInt(y))) <= 2 ** 53 && y < 60; y++) {
      assertEquals(pow(x, y), Number(BigInt(x) ** BigInt(y)));
    }
  }
});

Deno.test("a power in the middle of two doubles is the even one", () => {
  // Whole numbers of 54 bits: how `Number` rounds them, the language says.
  for (
    const [x, y] of [[3n, 34n], [5n, 23n], [2n ** 27n - 1n, 2n], [2n ** 18n - 5n, 3n]] as const
  ) {
    assertEquals((x ** y).toString(2).length, 54);
    assertEquals(pow(Number(x), Number(y)), Number(x ** y));
    assertEquals(pow(Number(x * x), Number(y) / 2), Number(x ** y));
  }
});

Deno.test("pow is the nearest double, of 3,000 powers", () => {
  const random = new Random(1, "pow"), places = 600n;
  const unit = () => random.unit() + random.unit() / 2 ** 32;
  const kinds: readonly (() => [x: number, y: number])[] = [
    () => [1 - random.unit(), -1 / (1 + 2 * random.unit())],
    () => [unit(), 1 + random.below(60)],
    () => [1 + (unit() - 0.5) / 100, (unit() - 0.5) * 10_000],
    () => [100 * unit(), (unit() - 0.5) * 40],
  ];
  for (let i = 0; i < 3000; i++) {
    const [x, y] = kinds[i % kinds.length]!();
    const log = exactLog(x, places) * exactly(y, places) >> places;
    assertNearest(pow(x, y), exactExp(log, places), places, `pow(${x}, ${y})`);
  }
});

Deno.test("pow rises with its base, for exponents above 0", () => {
  const base = fc.double({ min: 0, max: 1e10, noNaN: true }),
    exponent = fc.double({ min: 0, max: 20, noNaN: true });
  fc.assert(fc.property(base, base, exponent, (a, b, y) => {
    assert(a <= b ? pow(a, y) <= pow(b, y) : pow(a, y) >= pow(b, y), `${a}, ${b}, ${y}`);
  }));
});
