/** Storms, after which all must be well. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import type { Kit, Storm } from "hb/kit/kit.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { weather } from "hb/sim/weather.ts";
import type { RunningSwim } from "../given.ts";
import { labels } from "./labels.ts";
import { rules, whoIsWrong } from "./swim_rules.ts";
import { asProtocol, type Begin, latency, NODES, options, type SwimWorld } from "./swim_world.ts";

const TROUBLE_MS = 5000, MANY_EVENTS = 60_000;

export function stormy(begin: Begin, grading: Grading): void {
  const change = () => begin(options);
  for (const [storm, seeds] of [["rain", 2], ["all", 5]] as const) {
    grading.storm(kit, { storm, seeds, change, shrinkRuns: 60 });
  }
}

type SwimStorm = Storm<unknown, Tagged, Tagged, unknown, () => RunningSwim>;

function stormOf(words: string, loss: number, withFaults: boolean): SwimStorm {
  return {
    words,
    nodes: NODES,
    run({ random, change }) {
      const running = change!();
      return {
        scenario: {
          protocol: asProtocol(running),
          nodes: NODES,
          network: { latency, loss, duplication: 0.05 },
          faults: !withFaults ? [] : weather(random, NODES, {
            fromMs: 300,
            untilMs: TROUBLE_MS,
            faults: [4, 12],
            mix: { crash: 3, partition: 3, pause: 2, slow: 1, late: 1 },
            lateMs: 4000,
          }),
          invariants: rules(running),
        },
        drive: (world: SwimWorld) => {
          runFor(world, TROUBLE_MS, MANY_EVENTS);
          world.requireProgress(
            20_000,
            "all members hold of each what it is",
            ({ states }) => whoIsWrong(running, states) === undefined,
            ({ states }) => whoIsWrong(running, states) ?? "nothing is missing",
          );
        },
      };
    },
  };
}

const kit: Kit<unknown, Tagged, Tagged, unknown, () => RunningSwim> = {
  name: "your SWIM",
  words: "members that know each other",
  labels,
  invariants: [],
  bugs: {},
  instances: {},
  storms: {
    rain: stormOf("three in ten messages are lost, and some come twice", 0.3, false),
    all: stormOf("nodes crash and sleep, links break and are slow, messages come late", 0.02, true),
  },
};
