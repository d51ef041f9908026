import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { exponential } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { drawWork, paceOf, paretoOf } from "./work.ts";

Deno.test("a pause of 20 in each 100 ms is no work, and work resumes behind it", () => {
  const { workedBy, timeOf } = paceOf(2, { everyMs: 100, forMs: 20 });
  assertEquals([0, 50, 80, 99, 100, 150].map(workedBy), [0, 100, 160, 160, 160, 260]);
  assertEquals([0, 100, 160, 161, 260].map(timeOf), [0, 50, 80, 100.5, 150]);
});

Deno.test("the time by which so much is done is the first at which it is", () => {
  const arbitrary = fc.record({
    speed: fc.constantFrom(0.25, 1, 4),
    forMs: fc.nat(99),
    worked: fc.nat(10_000),
  });
  fc.assert(fc.property(arbitrary, ({ speed, forMs, worked }) => {
    const pace = paceOf(speed, { everyMs: 100, forMs });
    const at = pace.timeOf(worked);
    assert(Math.abs(pace.workedBy(at) - worked) < 1e-6);
    if (worked > 0) assert(pace.workedBy(at - 0.01) < worked);
  }));
});

Deno.test("work has the mean that it is said to have, and Pareto work its tail", () => {
  const random = new Random(1), count = 200_000;
  const drawn = Array.from({ length: count }, () => drawWork(exponential(0, 10), random));
  const mean = drawn.reduce((a, b) => a + b) / count;
  // Four standard errors of an exponential's mean.
  assert(Math.abs(mean - 10) < 4 * 10 / Math.sqrt(count), `${mean}`);
  const work = paretoOf(10, 1.5),
    long = Array.from({ length: count }, () => drawWork(work, random));
  assertEquals(work, { kind: "pareto", leastMs: 10 / 3, shape: 1.5 });
  for (const times of [2, 10, 100]) {
    const share = long.filter((each) => each > times * 10 / 3).length / count, due = times ** -1.5;
    assert(Math.abs(share - due) < 4 * Math.sqrt(due / count) + 1e-3 * due, `${times}: ${share}`);
  }
});
