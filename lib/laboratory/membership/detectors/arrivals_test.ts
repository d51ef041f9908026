import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { chen } from "../../../membership/detector/estimators/chen.ts";
import type { Estimator } from "../../../membership/detector/estimators/estimator.ts";
import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { growing } from "../../../membership/detector/estimators/growing.ts";
import { jacobson } from "../../../membership/detector/estimators/jacobson.ts";
import { phi } from "../../../membership/detector/estimators/phi.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import type { State } from "../../../membership/detector/heartbeat/messages.ts";
import { suspected, watchSuspicions } from "../../../membership/detector/suspicions.ts";
import { World } from "../../../sim/world.ts";
import { detectionTimes, listen, replay } from "./arrivals.ts";
import { heldBack, NETWORKS, pausesOf, PERIOD_MS } from "./networks.ts";

const BEATS = 1200;

const hasty: readonly Estimator[] = [
  fixed(150),
  growing(120, 10),
  chen({ periodMs: PERIOD_MS, marginMs: 20 }),
  phi({ threshold: 1, guessMs: PERIOD_MS, leastSigmaMs: 1 }),
  jacobson({ guessMs: PERIOD_MS, deviations: 2 }),
];

for (
  const [estimator, name] of hasty.flatMap((each) =>
    [[each, "a continent"], [each, "pauses"]] as const
  )
) {
  Deno.test(`arrivals: of a log of ${name}, ${estimator.name} makes what it makes of the run`, () => {
    const watch = watchSuspicions<State>(suspected);
    const world = new World({
      protocol: heartbeat({ periodMs: PERIOD_MS, estimator }),
      nodes: 2,
      network: { latency: NETWORKS[name].latency },
      faults: heldBack(pausesOf(NETWORKS[name], BEATS, 3)),
      invariants: [watch.invariant],
      seed: 3,
      trace: "none",
    });
    world.run(BEATS * PERIOD_MS);
    const own = watch.trace(world.now).suspicions.filter(({ by }) => by === 0);
    const log = listen(NETWORKS[name], BEATS, 3);
    const replayed = replay(estimator, log).suspicions;
    assert(own.length > 3);
    assertEquals(replayed.length, own.length);
    for (const [i, { fromMs, untilMs }] of own.entries()) {
      assertAlmostEquals(replayed[i]!.fromMs, fromMs, 1e-6);
      assertAlmostEquals(Math.min(replayed[i]!.untilMs, 1e9), Math.min(untilMs, 1e9), 1e-6);
    }
  });
}

Deno.test("arrivals: a crash halfway is noticed when the last heartbeat's time is over", () => {
  const log = { arrivals: [{ atMs: 5, sequence: 1 }, { atMs: 125, sequence: 2 }], endMs: 200 };
  // Crashes at 50 and 150; heartbeats that came at 5 and 125 are good for 300 ms.
  assertEquals(detectionTimes(fixed(300), log, 0), [255, 275]);
  assertEquals(detectionTimes(fixed(300), log, 1), [275]);
});

Deno.test("arrivals: a sender that pauses is not heard until it goes on, and then sends all that was due", () => {
  const pauses = pausesOf(NETWORKS.pauses, 10_000, 1),
    { arrivals } = listen(NETWORKS.pauses, 10_000);
  assert(pauses.length > 30);
  // What was sent in time is on its way for at most 2 ms.
  const during = pauses.flatMap(({ fromMs, untilMs }) =>
    arrivals.filter(({ atMs }) => atMs > fromMs + 2 && atMs < untilMs)
  );
  assertEquals(during, []);
  for (const { fromMs, untilMs } of pauses) {
    const due = Math.floor(untilMs / PERIOD_MS) + 1;
    const burst = arrivals.filter(({ atMs }) => atMs >= untilMs && atMs <= untilMs + 2);
    assertEquals(burst.at(-1)?.sequence, due, `the pause from ${fromMs}`);
  }
  const gaps = arrivals.slice(1).map(({ atMs }, i) => atMs - arrivals[i]!.atMs);
  assert(Math.max(...gaps) > 600 && Math.max(...gaps) < 702);
});
