import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { counts, crowds } from "../model/limits_test.ts";
import { Random } from "../sim/random.ts";
import * as interval from "./interval.ts";

const settings = { seed: 2, numRuns: 300 };

Deno.test("an interval says what is certain, and nothing more", () => {
  const now = interval.around(100, 4);
  assertEquals(interval.uncertainty(now), 4);
  assert(interval.after(now, 95) && !interval.after(now, 96));
  assert(interval.before(now, 105) && !interval.before(now, 104));
  assertThrows(() => interval.around(1, -1), RangeError, "given -1");
});

const source = fc.tuple(fc.nat(20), fc.nat(6)).map(([earliest, length]) => ({
  earliest,
  latest: earliest + length,
}));
// Ends are whole numbers, so halves are enough to see every change of coverage.
const grid = Array.from({ length: 60 }, (_, i) => i / 2);
const covering = (sources: readonly interval.Interval[], at: number) =>
  sources.filter(({ earliest, latest }) => earliest <= at && at <= latest).length;

Deno.test("Marzullo's interval lies in as many sources as possible and is as long as can be: a naive twin agrees", () => {
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), (sources) => {
      const covers = (at: number) => covering(sources, at);
      const most = Math.max(...grid.map(covers));
      const earliest = grid.find((at) => covers(at) === most)!;
      const beyond = grid.find((at) => at > earliest && covers(at) < most)!;
      const found = interval.marzullo(sources);
      assertEquals([found.sources, found.earliest], [most, earliest]);
      assertEquals(found.latest, beyond - 0.5);
    }),
    settings,
  );
  assertThrows(() => interval.marzullo([]), RangeError, "given none");
});

Deno.test("the fault-tolerant interval spans what enough sources share: a naive twin agrees", () => {
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), fc.nat(5), (sources, wrong) => {
      fc.pre(wrong < sources.length);
      const enough = grid.filter((at) => covering(sources, at) >= sources.length - wrong);
      const found = interval.faultTolerant(sources, wrong);
      assertEquals(found?.earliest, enough[0]);
      assertEquals(found?.latest, enough.at(-1));
    }),
    settings,
  );
  assertEquals(
    interval.faultTolerant([{ earliest: 0, latest: 1 }, { earliest: 2, latest: 3 }], 0),
    undefined,
  );
  for (const wrong of [-1, 0.5, 1]) {
    assertThrows(
      () => interval.faultTolerant([{ earliest: 0, latest: 1 }], wrong),
      RangeError,
      `${wrong}`,
    );
  }
});

Deno.test("where fewer than half are false, the fault-tolerant interval has the time, and Marzullo's may not", () => {
  const truth = 10;
  let missed = 0;
  fc.assert(
    fc.property(fc.array(source, { minLength: 1, maxLength: 6 }), (sources) => {
      const right = sources.filter(({ earliest, latest }) => earliest <= truth && truth <= latest);
      const wrong = sources.length - right.length;
      fc.pre(2 * wrong < sources.length);
      const { earliest, latest } = interval.faultTolerant(sources, wrong)!;
      assert(earliest <= truth && truth <= latest);
      // Each end lies in a source that is right.
      const most = Math.max(...right.map((each) => each.latest - each.earliest));
      assert(latest - earliest <= 2 * most);
      if (3 * wrong < sources.length) assert(latest - earliest <= most);
      const agreed = interval.marzullo(sources);
      if (truth < agreed.earliest || truth > agreed.latest) missed++;
    }),
    settings,
  );
  assert(missed > 0);
});

/** Sources of any number: at zero, before it, or at the time of day; with equal ends, or with fractions. */
function manySources(count: number, random: Random): interval.Interval[] {
  const origin = [0, -40, -(2 ** 32), 2 ** 31, 2 ** 40, 1.7e12][random.below(6)]!;
  const [places, longest, unit] = [[3, 2, 1], [40, 9, 0.25], [2000, 500, 1], [9, 2 ** 33, 0.5]][
    random.below(4)
  ]!;
  const isNested = random.chance(0.2);
  return Array.from({ length: count }, (_, i) => {
    const earliest = origin + unit! * (isNested ? i : random.below(places!));
    const length = unit! * (isNested ? 2 * (count - i) : random.below(longest!));
    return { earliest, latest: earliest + length };
  });
}

Deno.test("however many sources there are, and however large or small their ends, agreements are what twins find", () => {
  const random = new Random(1, "sources");
  for (const count of crowds.flatMap((count) => [count, count, count, count, count, count])) {
    const sources = manySources(count, random);
    const begins = [...new Set(sources.map(({ earliest }) => earliest))].sort((a, b) => a - b);
    const ends = [...new Set(sources.map(({ latest }) => latest))].sort((a, b) => a - b);
    // Coverage grows where a source begins, and only there; it shrinks after an end.
    const covers = new Map([...begins, ...ends].map((at) => [at, covering(sources, at)]));
    const most = Math.max(...covers.values());
    const earliest = begins.find((at) => covers.get(at) === most)!;
    assertEquals(interval.marzullo(sources), {
      earliest,
      latest: ends.find((at) => at >= earliest)!,
      sources: most,
    });
    for (const wrong of new Set([0, count - 1, random.below(count), count >> 1])) {
      if (wrong >= count) continue;
      const isEnough = (at: number) => covers.get(at)! >= count - wrong;
      const [first, last] = [begins.find(isEnough), ends.findLast(isEnough)];
      const expected = first === undefined ? undefined : { earliest: first, latest: last };
      assertEquals(
        interval.faultTolerant(sources, wrong),
        expected as interval.Interval | undefined,
      );
    }
  }
});

Deno.test("an interval says what is certain, wherever it lies and however wide it is", () => {
  for (const reading of counts.filter((count) => count < 2 ** 50).flatMap((n) => [n, -n])) {
    for (const apart of [0, 0.5, 7, 255, 65_536, 2 ** 32]) {
      const now = interval.around(reading, apart);
      assertEquals(now, { earliest: reading - apart, latest: reading + apart });
      assertEquals(interval.uncertainty(now), apart);
      for (const far of [1, 2 ** 31, 2 ** 32, 2 ** 40]) {
        const [earlier, later] = [reading - apart - far, reading + apart + far];
        assert(interval.after(now, earlier) && !interval.after(now, later));
        assert(interval.before(now, later) && !interval.before(now, earlier));
      }
      assert(!interval.after(now, reading - apart) && !interval.before(now, reading + apart));
    }
  }
});
