/** Stores in storms: copies crash, links break, messages are lost, come twice, late and over others. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Kit } from "hb/kit/kit.ts";
import type { Invariant } from "hb/model/invariant.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { weather } from "hb/sim/weather.ts";
import type { RunningStore, StoreRequest } from "../given.ts";
import { runFor } from "hb/grade/part.ts";
import { type Begin, elementsAt, onNodes, readAt, storeLabels } from "./store_world.ts";

const NODES = 4, TROUBLE_MS = 1500, SETTLE_MS = 2500;

/** Requires that storms go well. */
export function inStorms(begin: Begin, grading: Grading): void {
  grading.storm(kit, { storm: "all", seeds: 8, change: begin, shrinkRuns: 60 });
}

/** All copies show the same, and what they must in any case. */
const converged = (running: RunningStore): Invariant<unknown> => ({
  name: "convergence",
  words:
    "when all is well again all copies show the same: what was added and never removed, and nothing " +
    "that was not added",
  check({ states, history }) {
    const asked = history.map(({ input, outcome }) => ({
      request: input as StoreRequest,
      outcome,
    }));
    for (const key of ["s", "t"]) {
      const all = states.map((state) => elementsAt(running, state, NODES, key));
      const node = all.findIndex((each) => each !== all[0]);
      if (node >= 0) {
        return {
          words: `copy 0 has ${all[0]} in "${key}", and copy ${node} ${all[node]}`,
          nodes: [0, node],
        };
      }
      for (const { request, outcome } of asked) {
        if (request.type !== "add" || request.key !== key || outcome !== "ok") continue;
        const isRemoved = asked.some(({ request: other }) =>
          other.type === "remove" && other.key === key && other.element === request.element
        );
        if (isRemoved || all[0]!.split(" ").includes(JSON.stringify(request.element))) continue;
        return {
          words: `${request.element} was added to "${key}", and nobody removed it: it is gone`,
          nodes: [0],
        };
      }
      for (const each of all[0] === "nothing" ? [] : all[0]!.split(" ")) {
        const isAdded = asked.some(({ request }) =>
          request.type === "add" && request.key === key && JSON.stringify(request.element) === each
        );
        if (!isAdded) return { words: `${each} is in "${key}", and nobody added it`, nodes: [0] };
      }
    }
    const read = states.map((state) => readAt(running, state, NODES, "x"));
    const node = read.findIndex((each) => each !== read[0]);
    return node < 0
      ? undefined
      : { words: `copy 0 reads ${read[0]}, and copy ${node} ${read[node]}`, nodes: [0, node] };
  },
});

function clients(random: Random) {
  const asks = (client: number) =>
    Array.from({ length: 9 }, (_, i) => {
      const key = "st"[random.below(2)]!, which = random.below(10), at = random.below(TROUBLE_MS);
      const input: StoreRequest = which < 5
        ? { type: "add", key, element: `${client}.${random.below(6)}` }
        : which < 8
        ? { type: "remove", key, element: `${random.below(NODES)}.${random.below(4)}` }
        : { type: "write", key: "x", value: `${client}.${i}` };
      return { input, at };
    }).sort((a, b) => a.at - b.at);
  return {
    workload: Array.from({ length: NODES }, (_, client) => asks(client)),
    ask: (request: unknown) => request as Tagged,
    link: "local" as const,
    timeoutMs: 300,
  };
}

const kit: Kit<unknown, Tagged, Tagged, unknown, Begin> = {
  name: "store",
  words: "a store that converges, from an empty page",
  labels: storeLabels,
  invariants: [],
  bugs: {},
  instances: {},
  storms: {
    all: {
      words:
        "copies crash and come back, links break, messages are lost, come twice, late and over others",
      nodes: NODES,
      run({ random, change }) {
        const running = change!({ most: [2, 50][random.below(2)]! });
        return {
          scenario: {
            protocol: onNodes(running),
            nodes: NODES,
            network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
            disk: { fsync: uniform(0, 20) },
            clients: clients(random),
            faults: weather(random, NODES, {
              untilMs: TROUBLE_MS,
              faults: [3, 9],
              mix: { crash: 4, partition: 2, late: 2, pause: 1 },
              lateMs: 3000,
            }),
          },
          drive(world) {
            runFor(world, TROUBLE_MS);
            world.heal();
            runFor(world, SETTLE_MS);
            world.require(converged(running));
          },
        };
      },
    },
  },
};
