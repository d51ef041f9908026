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
import { NETWORKS, PERIOD_MS } from "./networks.ts";

const hasty: readonly Estimator[] = [
  fixed(150),
  growing(120, 10),
  chen({ periodMs: PERIOD_MS, marginMs: 20 }),
  phi({ threshold: 1, guessMs: PERIOD_MS, leastSigmaMs: 1 }),
  jacobson({ guessMs: PERIOD_MS, deviations: 2 }),
];

for (const estimator of hasty) {
  Deno.test(`arrivals: of a log, ${estimator.name} makes what it makes of the run`, () => {
    const watch = watchSuspicions<State>(suspected);
    const world = new World({
      protocol: heartbeat({ periodMs: PERIOD_MS, estimator }),
      nodes: 2,
      network: { latency: NETWORKS["a continent"] },
      invariants: [watch.invariant],
      seed: 3,
      trace: "none",
    });
    world.run(200 * PERIOD_MS);
    const own = watch.trace(world.now).suspicions.filter(({ by }) => by === 0);
    const log = listen(NETWORKS["a continent"], 200, 3);
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
