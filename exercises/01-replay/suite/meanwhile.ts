/** A call ends though others come all the time. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { constant } from "hb/sim/latency.ts";
import { cut, finders, trial } from "./trial.ts";
import type { Promising } from "./telling.ts";

/** A finder comes every so many ms, and they are watched for so long. */
const STREAM = { everyMs: 8, forMs: 10_000 };

/** The first finder's request is lost within this time, in ms; those of all others arrive. */
const LOST_MS = 3;

/** How many runs it may take to make the stream shorter. */
const SHRINK_RUNS = 10;

/** Things are found one after the other at one branch, faster than it is patient: the first call ends. */
export function meanwhile({ protocol, bookOf, promises }: Promising, grading: Grading): void {
  const workload = Array.from(
    { length: STREAM.forMs / STREAM.everyMs },
    (_, i) => [{ input: `thing ${i + 1}`, at: i * STREAM.everyMs }],
  );
  const scenario = trial(protocol, bookOf, {
    nodes: 2,
    network: { latency: constant(1) },
    clients: { ...finders(0, 0, 1), workload },
    faults: [cut(1, LOST_MS)],
    invariants: [],
  });
  grading.sweep(scenario, {
    seeds: 1,
    shrinkRuns: SHRINK_RUNS,
    drive(world) {
      runFor(world, STREAM.forMs, 40 * workload.length);
      world.require({
        name: "meanwhile",
        words: "a call ends though others come all the time",
        check({ history: [first] }) {
          if (first?.outcome === "ok") return;
          const words = `something is found every ${STREAM.everyMs} ms, and the first request is ` +
            `lost: its finder has no ticket after ${STREAM.forMs} ms; a timer that is set anew ` +
            "whenever something comes never goes off";
          return { words, nodes: [1] };
        },
      });
      for (const promise of promises) world.require(promise);
    },
  });
}
