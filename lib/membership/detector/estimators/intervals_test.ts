import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Estimator } from "./estimator.ts";
import { inTimeOnly, type LearningRules, learningRules } from "./intervals.ts";
import { jacobson } from "./jacobson.ts";
import { phi } from "./phi.ts";

/** Those that go by intervals, when a sender has beaten every 100 ms, and how long they wait for it then. */
function taught(rules?: Partial<LearningRules>) {
  return [phi({ threshold: 8, guessMs: 100 }, rules), jacobson({ guessMs: 100 }, rules)].map((
    each,
  ) => {
    const estimator = each as Estimator, known = estimator.start(0);
    for (let i = 0; i < 50; i++) {
      estimator.arrive(known, { atMs: 100 * i, sequence: i + 1, suspected: false });
    }
    return { estimator, known, waits: (lastMs: number) => estimator.deadlineMs(known) - lastMs };
  });
}

Deno.test("an absence teaches φ and Jacobson's timeout only that it was longer than was waited for", () => {
  for (const suspected of [true, false]) {
    for (const { estimator, known, waits } of taught()) {
      const before = waits(4900), most = before + 100;
      // An hour by the clock, which a timer may not have noticed.
      estimator.arrive(known, { atMs: 3_600_000, sequence: 51, suspected });
      assert(waits(3_600_000) > before && waits(3_600_000) < most, `${waits(3_600_000)}`);
    }
  }
  for (const { estimator, known, waits } of taught(inTimeOnly)) {
    const before = waits(4900);
    estimator.arrive(known, { atMs: 9000, sequence: 51, suspected: true });
    assertAlmostEquals(waits(9000), before, 1e-9);
  }
});

Deno.test("a clock that was set back teaches φ and Jacobson's timeout nothing", () => {
  for (const suspected of [true, false]) {
    for (const { estimator, known, waits } of taught()) {
      const before = waits(4900);
      estimator.arrive(known, { atMs: 100, sequence: 51, suspected });
      assertAlmostEquals(waits(100), before, 1e-9);
    }
  }
});

Deno.test("φ and Jacobson's timeout find back when all of a window came at once, and follow a sender that slows", () => {
  for (const everyMs of [100, 300]) {
    for (const { estimator, known } of taught()) {
      let atMs = 4900, sequence = 50, mistakes = 0;
      const arrive = (suspected: boolean) =>
        estimator.arrive(known, { atMs, sequence: ++sequence, suspected });
      for (let i = 0; i < 200; i++) arrive(false);
      for (let i = 0; i < 200; i++) {
        const suspected = atMs + everyMs > estimator.deadlineMs(known);
        if (suspected) mistakes = i + 1;
        atMs += everyMs;
        arrive(suspected);
      }
      assert(mistakes < 40, `${estimator.name}: ${mistakes}`);
    }
  }
});

Deno.test("intervals: what was late is taken for what it was, but for no longer than was waited for, or guessed", () => {
  const { takesLateFor } = learningRules;
  assertEquals(
    [[60, 56, 100], [100, 56, 100], [900, 56, 100], [900, 156, 100], [-5, 56, 100]]
      .map(([interval, waited, guess]) => takesLateFor(interval!, waited!, guess!)),
    [60, 100, 100, 156, null],
  );
});
