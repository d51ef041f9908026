/** Storms: whoever is asked in one answers nothing wrong, and answers when it is over. @module */

import type { Grading } from "hb/grade/part.ts";
import { reach, runFor } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import type { AskMessage } from "../given.ts";
import { type Begin, get, linearizable, set } from "./store_world.ts";

type AnyScenario = Scenario<unknown, Tagged, Tagged, unknown>;

const TROUBLE_MS = 1200, QUIET_MS = 2000;

/** How many nodes there are, how many storms, and of what. */
const STORMS = [
  { nodes: 3, crash: 3, partition: 1, seeds: 5 },
  { nodes: 4, crash: 1, partition: 3, seeds: 4 },
  { nodes: 5, crash: 2, partition: 2, seeds: 3 },
] as const;

/** Requires that all goes well in them; of what does not, the shortest schedule is told. */
export function storms(begin: Begin, grading: Grading): void {
  for (const [nth, { nodes, crash, partition, seeds }] of STORMS.entries()) {
    grading.busyWith(() => `storms over ${nodes} nodes`);
    const random = new Random(nth, "storms");
    const faults = weather(random, nodes, {
      fromMs: 50,
      untilMs: TROUBLE_MS,
      faults: [6, 10],
      spanMs: [5, 250],
      mix: { crash, partition, pause: 1 },
    });
    const scenario: AnyScenario = {
      protocol: begin(),
      nodes,
      network: { latency: uniform(1, 30), loss: 0.05, duplication: 0.1 },
      disk: { fsync: uniform(0, 4) },
      faults,
      clients: {
        workload: workload(random, nodes),
        ask: (input) => input as Tagged,
        think: uniform(1, 30),
        link: "local",
        timeoutMs: 300,
      },
      invariants: [],
    };
    grading.sweep(scenario, {
      seeds,
      shrinkRuns: 60,
      drive(world) {
        runFor(world, QUIET_MS, 100_000);
        reach(world, [
          2000,
          "what is asked when all is well is answered",
          ({ history }) =>
            !world.clientsBusy &&
            history.every(({ invokedAt, outcome }) => invokedAt < QUIET_MS || outcome === "ok"),
          () => "somebody who asked when all was well has no answer",
        ], 100_000);
        world.require(linearizable);
      },
    });
  }
}

/** A client at each node: what it asks while there is trouble, and a last read. */
function workload(random: Random, nodes: number) {
  let value = 0;
  return Array.from({ length: nodes }, () => [
    ...Array.from({ length: 10 }, (_, i) => ({
      input: (random.chance(0.5) ? get("x") : set("x", ++value)) as AskMessage,
      at: Math.floor((i + random.unit()) * TROUBLE_MS / 10),
    })),
    { input: get("x"), at: QUIET_MS },
  ]);
}
