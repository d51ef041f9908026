import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { derivedFrom, qualityOf } from "./quality.ts";
import type { Down, Suspicion, SuspicionTrace } from "./suspicions.ts";

const of0 = (fromMs: number, untilMs: number): Suspicion => ({ by: 1, of: 0, fromMs, untilMs });

function run(
  endMs: number,
  suspicions: readonly Suspicion[],
  downs: readonly Down[] = [],
): SuspicionTrace {
  return { nodes: 2, endMs, suspicions, downs };
}

const one = { pairs: (by: number) => by === 1 };

Deno.test("quality: mistakes recur, last, and leave good periods between them", () => {
  const quality = qualityOf(run(1000, [of0(100, 150), of0(400, 420), of0(900, Infinity)]), one);
  assertEquals(quality, {
    detectionMs: [],
    undetected: 0,
    mistakeRecurrenceMs: [300, 500],
    mistakeDurationMs: [50, 20],
    goodPeriodMs: [250, 480],
    mistakes: 3,
    mistakeRate: 3 / 1000,
    queryAccuracy: 1 - (50 + 20 + 100) / 1000,
    observedMs: 1000,
  });
});

Deno.test("quality: all pairs are observed unless some are chosen", () => {
  const trace = run(1000, [of0(100, 200)]);
  assertEquals(qualityOf(trace).observedMs, 2000);
  assertEquals(qualityOf(trace).queryAccuracy, 0.95);
});

Deno.test("quality: a suspicion that began before the observation shortens it, and is no new mistake", () => {
  const trace = run(1000, [of0(100, 300), of0(500, 600)]);
  const quality = qualityOf(trace, { ...one, fromMs: 200, untilMs: 550 });
  assertEquals(quality.mistakes, 1);
  assertEquals(quality.queryAccuracy, 1 - (100 + 50) / 350);
});

Deno.test("quality: a crash is detected by the suspicion that lasts, and one before it takes no time", () => {
  const down = { node: 0, fromMs: 500, untilMs: Infinity };
  const detection = (...suspicions: Suspicion[]) => {
    const { detectionMs, undetected, mistakes } = qualityOf(run(1000, suspicions, [down]), one);
    return [detectionMs, undetected, mistakes];
  };
  assertEquals(detection(of0(620, Infinity)), [[120], 0, 0]);
  // A heartbeat that was on its way at the crash ended the first.
  assertEquals(detection(of0(510, 530), of0(700, Infinity)), [[200], 0, 0]);
  assertEquals(detection(of0(450, Infinity)), [[0], 0, 1]);
  assertEquals(detection(of0(510, 530)), [[], 1, 0]);
});

Deno.test("quality: who comes back was detected if it was suspected until then, and is observed again", () => {
  const trace = run(1000, [of0(300, 410), of0(900, 950)], [{ node: 0, fromMs: 200, untilMs: 400 }]);
  const quality = qualityOf(trace, one);
  assertEquals(quality.detectionMs, [100]);
  assertEquals(quality.observedMs, 800);
  // The 10 ms that its first heartbeat took count as time in which it was not trusted.
  assertEquals(quality.queryAccuracy, 1 - 60 / 800);
});

Deno.test("quality: nobody is blamed for what happens while it is down itself", () => {
  const downs = [{ node: 0, fromMs: 500, untilMs: Infinity }, {
    node: 1,
    fromMs: 450,
    untilMs: 800,
  }];
  const { detectionMs, undetected } = qualityOf(run(1000, [of0(900, Infinity)], downs), one);
  assertEquals([detectionMs, undetected], [[], 0]);
});

Deno.test("quality: T_G = T_MR − T_M, and what section 2.4 derives is what is measured, from mistake to mistake", () => {
  const span = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(span, span), { minLength: 1, maxLength: 40 }),
      span,
      (cycles, startMs) => {
        let at = startMs;
        const suspicions = cycles.map(([mistake, good]) => {
          const each = of0(at, at + mistake);
          at += mistake + good;
          return each;
        });
        const trace = run(at, [...suspicions, of0(at, Infinity)]);
        const quality = qualityOf(trace, { ...one, fromMs: startMs, untilMs: at });
        const { mistakeRecurrenceMs, mistakeDurationMs, goodPeriodMs } = quality;
        assertEquals(mistakeRecurrenceMs.map((ms, i) => ms - mistakeDurationMs[i]!), goodPeriodMs);
        const derived = derivedFrom(quality);
        assertAlmostEquals(derived.mistakeRate, quality.mistakeRate, 1e-12);
        assertAlmostEquals(derived.queryAccuracy, quality.queryAccuracy, 1e-12);
        assertAlmostEquals(derived.forwardGoodPeriodMs, forwardGoodPeriod(goodPeriodMs), 1e-6);
      },
    ),
  );
});

/** From every moment of good periods, in the middle of each ms, to their end, on the average. */
function forwardGoodPeriod(goodPeriodMs: readonly number[]): number {
  let sum = 0, moments = 0;
  for (const ms of goodPeriodMs) {
    for (let at = 0.5; at < ms; at++) {
      sum += ms - at;
      moments++;
    }
  }
  return sum / moments;
}

Deno.test("quality: the waiting time is longer than half the mean, as long periods have more moments", () => {
  const even = derivedFrom({ mistakeRecurrenceMs: [200, 200], goodPeriodMs: [100, 100] });
  const uneven = derivedFrom({ mistakeRecurrenceMs: [200, 200], goodPeriodMs: [10, 190] });
  assertEquals(even.forwardGoodPeriodMs, 50);
  assert(uneven.forwardGoodPeriodMs > 90);
});

Deno.test("quality: a part that is none is refused", () => {
  for (const [fromMs, untilMs] of [[-1, 10], [20, 10], [0, 101], [NaN, 10]] as const) {
    assertThrows(() => qualityOf(run(100, []), { fromMs, untilMs }), RangeError, "Cannot judge");
  }
});
