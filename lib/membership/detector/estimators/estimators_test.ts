/** What all estimators have in common, and what each is known for. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertPlain } from "../../../model/plain.ts";
import { chen } from "./chen.ts";
import type { Estimator } from "./estimator.ts";
import { fixed } from "./fixed.ts";
import { growing } from "./growing.ts";
import { jacobson } from "./jacobson.ts";
import { phi } from "./phi.ts";

const estimators: readonly Estimator[] = [
  fixed(250),
  growing(250, 50),
  chen({ periodMs: 100, marginMs: 50 }),
  phi({ threshold: 8, guessMs: 100 }),
  jacobson({ guessMs: 100 }),
];

/** What an estimator knows after heartbeats at these times, none of which came to a suspect. */
function after<E>(estimator: Estimator<E>, arrivals: readonly number[], startMs = 0): E {
  const known = estimator.start(startMs);
  arrivals.forEach((atMs, i) =>
    estimator.arrive(known, { atMs, sequence: i + 1, suspected: false })
  );
  return known;
}

const every = (ms: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => from + i * ms);

for (const estimator of estimators) {
  Deno.test(`${estimator.name}: who never beats, or beats once, is suspected in the end`, () => {
    const never = estimator.deadlineMs(after(estimator, [], 1000));
    assert(never > 1000 && never < 2000, `${never}`);
    const once = estimator.deadlineMs(after(estimator, [1005], 1000));
    assert(once > 1105 && once < 2000, `${once}`);
  });

  Deno.test(`${estimator.name}: who beats in time is waited for beyond the next heartbeat`, () => {
    const known = after(estimator, every(100, 300, 7));
    const deadline = estimator.deadlineMs(known), last = 7 + 299 * 100;
    assert(deadline > last + 100 && deadline <= last + 250, `${deadline - last}`);
  });

  Deno.test(`${estimator.name}: what it knows is plain data, and no more after a long time`, () => {
    const known = after(estimator, every(100, 150)), later = after(estimator, every(100, 1500));
    assertPlain(known, "what is known");
    assert(JSON.stringify(later).length < 2 * JSON.stringify(known).length + 100);
  });

  Deno.test(`${estimator.name}: a clock that shows another time makes no other deadline`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        (gaps, offset) => {
          let at = 0;
          const arrivals = gaps.map((gap) => at += gap);
          const here = estimator.deadlineMs(after(estimator, arrivals));
          const there = estimator.deadlineMs(
            after(estimator, arrivals.map((each) => each + offset), offset),
          );
          assertAlmostEquals(there - offset, here, 1e-6);
        },
      ),
    );
  });
}

Deno.test("a growing timeout grows with each mistake, and only then", () => {
  const estimator = growing(200, 50), known = estimator.start(0);
  estimator.arrive(known, { atMs: 100, sequence: 1, suspected: false });
  assertEquals(estimator.deadlineMs(known), 300);
  estimator.arrive(known, { atMs: 350, sequence: 2, suspected: true });
  estimator.arrive(known, { atMs: 400, sequence: 3, suspected: false });
  assertEquals(estimator.deadlineMs(known), 650);
  // Without end: where it stopped growing, a bound that nobody knows might lie above.
  for (let i = 4; i < 1004; i++) {
    estimator.arrive(known, { atMs: 400, sequence: i, suspected: true });
  }
  assertEquals(estimator.deadlineMs(known), 650 + 1000 * 50);
});

Deno.test("NFD-E expects the next heartbeat at its place in the row, however slow the last one was", () => {
  const estimator = chen({ periodMs: 100, marginMs: 20, size: 4 });
  // Numbers 1 to 4, sent at 0, 100, 200, 300: they took 10, 10, 10 and 50 ms, which is 20 on the average.
  const known = after(estimator, [10, 110, 210, 350]);
  assertEquals(estimator.deadlineMs(known), 400 + 20 + 20);
  // Numbers 5, 6 and 7 were lost: what is expected is number 9.
  estimator.arrive(known, { atMs: 710, sequence: 8, suspected: true });
  assertEquals(estimator.deadlineMs(known), 800 + 20 + 20);
});

Deno.test("φ is the surprise that the paper defines: at the mean one half, one σ later one in six", () => {
  const detector = phi({ threshold: 8, guessMs: 100, size: 2 });
  const known = after(detector, [0, 90, 200]);
  // The intervals are 90 and 110: mean 100, σ 10.
  assertAlmostEquals(detector.phi(known, 300), Math.log10(2), 1e-12);
  assertAlmostEquals(detector.phi(known, 310), -Math.log10(0.158655253931457), 1e-12);
  assertAlmostEquals(detector.phi(known, 290), -Math.log10(0.841344746068543), 1e-12);
});

Deno.test("φ reaches its threshold at the deadline, and rises all the time", () => {
  const threshold = fc.double({ min: 0.1, max: 30, noNaN: true });
  const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(threshold, gaps, (threshold, gaps) => {
    const detector = phi({ threshold, guessMs: 100 });
    let at = 0;
    const known = after(detector, gaps.map((gap) => at += gap));
    const deadline = detector.deadlineMs(known);
    assertAlmostEquals(detector.phi(known, deadline), threshold, 1e-6);
    assert(detector.phi(known, deadline + 50) > detector.phi(known, deadline));
  }));
});

Deno.test("φ and Jacobson's timeout take the spread for no less than is set, where all comes like clockwork", () => {
  const arrivals = every(100, 200), last = 199 * 100;
  const even = phi({ threshold: 8, guessMs: 100, leastSigmaMs: 10 });
  assertAlmostEquals(even.deadlineMs(after(even, arrivals)), last + 100 + 56.12, 0.01);
  const hard = phi({ threshold: 8, guessMs: 100 }, { spread: (measured) => measured });
  assertEquals(hard.deadlineMs(after(hard, arrivals)), last + 100);
  const tcp = jacobson({ guessMs: 100, leastDeviationMs: 10 });
  assertAlmostEquals(tcp.deadlineMs(after(tcp, arrivals)), last + 140, 1e-6);
});

Deno.test("φ is a number where there is no spread at all: one half at the mean, nothing before and all after", () => {
  const cliff = phi({ threshold: 8, guessMs: 100, leastSigmaMs: 0 });
  const known = after(cliff, every(100, 10));
  assertEquals([999, 1001].map((at) => cliff.phi(known, at)), [0, Infinity]);
  assertAlmostEquals(cliff.phi(known, 1000), Math.log10(2), 1e-12);
});

Deno.test("φ waits longer by as much as a pause that is well may take", () => {
  const options = { threshold: 8, guessMs: 100 }, arrivals = every(100, 50);
  const [strict, patient] = [phi(options), phi({ ...options, pauseMs: 700 })];
  const later = patient.deadlineMs(after(patient, arrivals)) -
    strict.deadlineMs(after(strict, arrivals));
  assertAlmostEquals(later, 700, 1e-9);
});

Deno.test("Jacobson's timeout forgets a slow network within some tens of heartbeats", () => {
  const estimator = jacobson({ guessMs: 100 });
  const known = after(estimator, [...every(300, 20), ...every(100, 60, 20 * 300)]);
  const last = 20 * 300 + 59 * 100;
  assert(estimator.deadlineMs(known) < last + 145, `${estimator.deadlineMs(known) - last}`);
});

Deno.test("parameters that make no sense are refused, and named", () => {
  assertThrows(
    () => fixed(-1),
    RangeError,
    "timeoutMs must be a finite number of at least 0: given -1",
  );
  assertThrows(() => growing(100, NaN), RangeError, "byMs");
  assertThrows(() => chen({ periodMs: 100, marginMs: Infinity }), RangeError, "marginMs");
  assertThrows(() => chen({ periodMs: 100, marginMs: 1, size: 0 }), RangeError, "window");
  assertThrows(
    () => phi({ threshold: 0, guessMs: 100 }),
    RangeError,
    "threshold must be more than 0",
  );
  assertThrows(
    () => phi({ threshold: 8, guessMs: 100, leastSigmaMs: -1 }),
    RangeError,
    "leastSigmaMs",
  );
  assertThrows(() => jacobson({ guessMs: 100, deviations: NaN }), RangeError, "deviations");
});

Deno.test("Jacobson's timeout takes an eighth of what is new into its mean, and a quarter into its deviation", () => {
  const estimator = jacobson({ guessMs: 100, deviations: 10 });
  // The mean was 100 as guessed, with no deviation; then came 180.
  assertEquals(estimator.deadlineMs(after(estimator, [0, 180])), 180 + 110 + 10 * 20);
});
