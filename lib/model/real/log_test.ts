import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { assertNearest, exactLog } from "./exact_values_test.ts";
import { exp } from "./exp.ts";
import { log, log10, log2 } from "./log.ts";

type Known = [x: number, log: number][];

// By mpmath to 1600 bits, rounded once. With the last of them the sum of the two doubles, rounded without Ziv's test,
// is the wrong neighbour.
const natural: Known = [
  [2, 0.6931471805599453],
  [10, 2.302585092994046],
  [0.5, -0.6931471805599453],
  [1.0000000000000002, 2.2204460492503128e-16],
  [0.9999999999999999, -1.1102230246251565e-16],
  [0.99, -0.01005033585350145],
  [1.01, 0.009950330853168092],
  [1.0078125, 0.007782140442054949],
  [0.9921875, -0.007843177461025893],
  [3, 1.0986122886681098],
  [1e300, 690.7755278982137],
  [1e-300, -690.7755278982137],
  [5e-324, -744.4400719213812],
  [2.2250738585072014e-308, -708.3964185322641],
  [1.7976931348623157e308, 709.782712893384],
  [0.1, -2.3025850929940455],
  [0.9999999997671694, -2.328306436809747e-10],
  [2.3283064365386963e-10, -22.18070977791825],
  [0.3333333333333333, -1.0986122886681098],
  [0.9932604037995408, -0.006762409839853692],
  [0.9951412645596341, -0.004870577469167004],
  [1.0058050517877475, 0.005788267399454545],
  [1.006061443577498, 0.006043146927225515],
  [0.9928907666348187, -0.007134624376684637],
];
const common: Known = [
  [2, 0.3010299956639812],
  [5, 0.6989700043360189],
  [0.1, -1],
  [1.0000000000000002, 9.64327466553287e-17],
  [0.9999999999999999, -4.821637332766436e-17],
  [3, 0.47712125471966244],
  [999, 2.9995654882259823],
  [1001, 3.000434077479319],
  [1e-320, -320.000004834948],
  [1.7976931348623157e308, 308.25471555991675],
  [0.3333333333333333, -0.47712125471966244],
  [0.9924822974697052, -0.0032772308417111243],
  [0.9962735628915222, -0.0016213939644619982],
  [1.0074211647185427, 0.0032110706272313323],
  [0.9968442753139859, -0.0013726808599454907],
  [1.0062782261549104, 0.0027180755288651044],
];
const binary: Known = [
  [3, 1.584962500721156],
  [5, 2.321928094887362],
  [10, 3.321928094887362],
  [0.1, -3.321928094887362],
  [1.0000000000000002, 3.203426503814917e-16],
  [0.9999999999999999, -1.6017132519074588e-16],
  [1e-320, -1063.0170064253057],
  [1.7976931348623157e308, 1024],
  [0.3333333333333333, -1.5849625007211563],
  [1.006504230179594, 0.009353235693229307],
  [0.9923829928483111, -0.01103108390494912],
  [1.0050579579854804, 0.007278698704981666],
  [0.9943946471618847, -0.00810956452048485],
  [0.9930789163202653, -0.010019726922166806],
];

Deno.test("logarithms have the bits that they are known to have", () => {
  assertEquals(natural.map(([x]) => [x, log(x)]), natural);
  assertEquals(common.map(([x]) => [x, log10(x)]), common);
  assertEquals(binary.map(([x]) => [x, log2(x)]), binary);
});

Deno.test("logarithms at the edges are what the language says", () => {
  const edges = [NaN, Infinity, -Infinity, -1, -5e-324, 0, -0, 1];
  for (const each of [log, log10, log2]) {
    assertEquals(edges.map(each), [NaN, Infinity, NaN, NaN, NaN, -Infinity, -Infinity, 0]);
  }
});

Deno.test("log10 of a power of ten is whole, and log2 of a power of two", () => {
  // Below, doubles have fewer bits, and the one that is called 1e-310 is not near enough to it.
  for (let n = -307; n <= 308; n++) assertEquals(log10(Number(`1e${n}`)), n);
  for (let n = -1074, power = 5e-324; n <= 1023; n++, power *= 2) assertEquals(log2(power), n);
});

Deno.test("logarithms are the nearest doubles, of 3,000 numbers", () => {
  const random = new Random(1, "log"), places = 400n;
  const [ten, two] = [10, 2].map((base) => exactLog(base, places));
  const unit = () => random.unit() + random.unit() / 2 ** 32;
  const kinds = [
    () => 1 - random.unit(),
    () => 1 + (unit() - 0.5) / 60,
    () => 1 + (unit() - 0.5) / 2 ** random.below(52),
    () => 10 * unit(),
    () => (1 + unit()) * 2 ** (random.below(2046) - 1022),
    () => unit() * 2 ** -1022,
  ];
  for (let i = 0; i < 3000; i++) {
    const x = kinds[i % kinds.length]!();
    if (x === 1 || x === 0) continue;
    const exact = exactLog(x, places);
    assertNearest(log(x), exact, places, `log(${x})`);
    assertNearest(log10(x), (exact << places) / ten!, places, `log10(${x})`);
    assertNearest(log2(x), (exact << places) / two!, places, `log2(${x})`);
  }
});

Deno.test("logarithms rise, and exp leads back", () => {
  const number = fc.double({ min: 5e-324, max: 1e308, noNaN: true });
  fc.assert(fc.property(number, number, (a, b) => {
    for (const each of [log, log10, log2]) assert(a <= b ? each(a) <= each(b) : each(a) >= each(b));
    if (a > 1e-300) assertAlmostEquals(exp(log(a)) / a, 1, 1e-12);
  }));
});
