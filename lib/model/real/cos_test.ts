import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { cos } from "./cos.ts";
import { assertNearest, exactCos } from "./exact_values_test.ts";

// By mpmath to 1600 bits, rounded once. With the last of them the sum of the two doubles, rounded without Ziv's test,
// is the wrong neighbour.
const known: [x: number, cos: number][] = [
  [1, 0.5403023058681398],
  [0.5, 0.8775825618903728],
  [1e-08, 1],
  [1.4901161193847656e-08, 0.9999999999999999],
  [1.5707963267948966, 6.123233995736766e-17],
  [3.141592653589793, -1],
  [4.71238898038469, -1.8369701987210297e-16],
  [6.283185307179586, 1],
  [100, 0.8623188722876839],
  [399.9, -0.6076222319183479],
  [400.5, -0.05303843431379381],
  [1000000, 0.9367521275331447],
  [1000000000000000, -0.5131937377869703],
  [1e22, 0.523214785395139],
  [1e300, -0.5753861119575491],
  [1.7976931348623157e308, -0.9999876894265599],
  [5.319372648326541e255, -4.687165924254628e-19],
  [-2, -0.4161468365471424],
  [0.7853981633974483, 0.7071067811865476],
  [5.630194986214536, 0.7942705403535207],
  [5.203765089616972, 0.47183962857407474],
  [0.6802222770570208, 0.7774329332804223],
  [2.5190265386450044, -0.8123847756186565],
  [3.1252347688632165, -0.9998662127869121],
];

Deno.test("cos has the bits that it is known to have", () => {
  assertEquals(known.map(([x]) => [x, cos(x)]), known);
});

Deno.test("cos at the edges is what the language says", () => {
  assertEquals([NaN, Infinity, -Infinity, 0, -0, 5e-324].map(cos), [NaN, NaN, NaN, 1, 1, 1]);
});

Deno.test("cos is the nearest double, of 3,000 angles", () => {
  const random = new Random(1, "cos"), places = 400n, sizes = [2 ** -20, 0.1, 6.3, 399, 1e6];
  for (let i = 0; i < 3000; i++) {
    const x = (random.unit() + random.unit() / 2 ** 32) * sizes[i % sizes.length]!;
    assertNearest(cos(x), exactCos(x, places), places, `cos(${x})`);
  }
  // Where it passes 0, it is a small number that has all of its bits.
  for (let quarter = 1; quarter < 400; quarter += 2) {
    const x = quarter * Math.PI / 2;
    assertNearest(cos(x), exactCos(x, places), places, `cos(${x})`);
  }
});

Deno.test("cos falls from 0 to π, and is the same on both sides", () => {
  const angle = fc.double({ min: 0, max: Math.PI, noNaN: true });
  fc.assert(fc.property(angle, angle, (a, b) => {
    assert(a <= b ? cos(a) >= cos(b) : cos(a) <= cos(b), `${a}, ${b}`);
    assertEquals(cos(-a), cos(a));
  }));
});
