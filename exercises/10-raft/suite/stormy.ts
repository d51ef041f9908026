/** Any Raft in trouble that takes long: nobody can win for half a minute, or everything goes wrong. @module */

import { type Grading, reach, runFor, toTheEnd } from "hb/grade/part.ts";
import { reordering } from "hb/laboratory/raft/networks.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { Random } from "hb/sim/random.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { weather } from "hb/sim/weather.ts";
import type { WholeAnswer, WholeRaft } from "../given.ts";
import { agreement, oneLeader, promises } from "./shown.ts";

/** Nobody can win for long; then somebody must, however often all have stood by then. */
export function enduring(raft: WholeRaft, grading: Grading): void {
  const apart = (left: number[], right: number[]) =>
    ({ kind: "partition", at: 0, forMs: 30_000, sides: [left, right] }) as const;
  const scenario: Scenario<unknown, Tagged, Tagged, unknown> = {
    protocol: raft.protocol({}),
    nodes: 3,
    network: { latency: uniform(1, 10) },
    faults: [apart([0], [1, 2]), apart([1], [2])],
    invariants: [oneLeader(raft)],
  };
  const isLed = ({ states }: { readonly states: readonly unknown[] }) =>
    states.some((s) => s !== undefined && raft.view(s).leads);
  grading.sweep(scenario, {
    seeds: 2,
    shrinkRuns: 20,
    drive: toTheEnd(30_500, [5000, "somebody leads, after all could not for half a minute", isLed]),
  });
}

/** Runs it in storms. */
export function stormy(
  raft: WholeRaft,
  setting: Parameters<WholeRaft["protocol"]>[0],
  nodes: number,
  grading: Grading,
): void {
  const troubleMs = 4000;
  for (let i = 0; i < 6; i++) {
    const scenario: Scenario<unknown, Tagged, Tagged, unknown> = {
      protocol: raft.protocol(setting),
      nodes,
      network: networks(raft)[i % 3]!,
      faults: weather(new Random(i, "whole"), nodes, {
        untilMs: troubleMs,
        faults: [5, 14],
        mix: { crash: 1, partition: 2 },
        spanMs: [30, 1000],
      }),
      invariants: [oneLeader(raft), agreement(raft), promises(raft)],
      clients: {
        workload: ["a", "b", "c"].map((name) =>
          Array.from({ length: 20 }, (_, n) => ({ at: 600 + 160 * n, input: `${name}${n}` }))
        ),
        ask: (input) => raft.propose(input as string) as Tagged,
        to: ({ client }, _, seen) => {
          const leading = seen!.states.findIndex((s) => s !== undefined && raft.view(s).leads);
          return leading >= 0 ? leading : client % nodes;
        },
        link: "local",
        timeoutMs: 600,
        retries: 0,
        outcome: (answer) => (answer as WholeAnswer).ok ? "ok" : "fail",
      },
    };
    grading.sweep(scenario, {
      seeds: 4,
      shrinkRuns: 250,
      drive(world) {
        runFor(world, troubleMs);
        // The trouble is over: from now on nothing comes late any more.
        world.reshape({ latency: uniform(1, 30) });
        const views = () => world.states.map((s) => s === undefined ? undefined : raft.view(s));
        const anybody = () => views().findIndex((each) => each?.leads);
        const words = "one server leads, and all have applied a command that it is asked for";
        reach(world, [5000, words, () => anybody() >= 0]);
        // A leader may be gone before it has brought the command to the others: then the next one is asked.
        for (let n = 0; n < 6; n++) {
          const command = `last${n}`, leader = anybody();
          if (leader >= 0) world.tell(leader, raft.propose(command) as Tagged);
          world.run(1500, () => views().every((each) => each?.applied.includes(command)));
          if (views().every((each) => each?.applied.includes(command))) return;
        }
        reach(world, [3000, words, () => false]);
      },
    });
  }
}

/** A poor one; one on which answers come late; and one so slow that all that arrives may be of an older term. */
function networks(raft: WholeRaft): readonly NetworkOptions[] {
  return [
    { latency: uniform(1, 30), loss: 0.05, duplication: 0.05 },
    reordering(raft.replies()),
    { latency: uniform(50, 500) },
  ];
}
