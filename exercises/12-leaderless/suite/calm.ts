/** All is well: how fast it is, and how much it takes. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { constant } from "hb/sim/latency.ts";
import { type AnyScenario, type AnyWorld, requestOf, scenarioOf } from "./worlds.ts";
import type { Subject } from "./subject.ts";

const LATENCY_MS = 20;

function alone({ clients: _, ...scenario }: AnyScenario): AnyScenario {
  return scenario;
}

/** So many are down from the start, and these commands are asked for at once, each of a replica. */
interface Moment {
  readonly nodes: number;
  readonly down: readonly NodeId[];
  readonly asked: readonly (readonly [node: NodeId, command: string])[];
  /** How many round trips it may take until whoever is asked has executed it. */
  readonly trips: number;
}

const MOMENTS: readonly Moment[] = [
  { nodes: 1, down: [], asked: [[0, "+x a1"]], trips: 0 },
  { nodes: 3, down: [], asked: [[0, "+x a1"]], trips: 1 },
  { nodes: 3, down: [2], asked: [[0, "+x a1"]], trips: 1 },
  { nodes: 2, down: [], asked: [[1, "+x a1"]], trips: 1 },
  { nodes: 4, down: [1], asked: [[0, "+x a1"]], trips: 1 },
  { nodes: 5, down: [], asked: [[1, "+x a1"]], trips: 1 },
  { nodes: 5, down: [0, 3], asked: [[1, "+x a1"]], trips: 1 },
  { nodes: 5, down: [], asked: [[0, "+x a1"], [4, "+y b1"]], trips: 1 },
  { nodes: 5, down: [], asked: [[0, "?x a1"], [4, "?x b1"]], trips: 1 },
  { nodes: 3, down: [], asked: [[0, "+x a1"], [1, "?x b1"]], trips: 2.5 },
  { nodes: 5, down: [], asked: [[0, "+x a1"], [1, "+x b1"], [2, "+x c1"]], trips: 2.5 },
];

/** Each of these moments. */
export function fast(epaxos: Subject, grading: Grading): void {
  for (const moment of MOMENTS) {
    const { nodes, down, asked, trips } = moment;
    const faults = down.map((node) => ({ kind: "crash", at: 10, node } as const));
    const network = { latency: constant(LATENCY_MS) };
    const scenario = alone(scenarioOf(epaxos, { nodes, faults, network, fsyncMs: 0 }));
    grading.sweep(scenario, {
      seeds: 1,
      shrinkRuns: 0,
      drive(world) {
        runFor(world, 200);
        for (const [node, command] of asked) {
          world.tell(node, requestOf(command, 1000 + node, 1) as unknown as Tagged);
        }
        // A little more, as what comes first and second at the same moment is chance.
        runFor(world, 2 * LATENCY_MS * trips + 10);
        const late = asked.filter(([node, command]) =>
          !epaxos.view(world.states[node]).applied.includes(command)
        );
        const words = trips === 2.5
          ? "two and a half round trips are enough where commands interfere"
          : "where nothing interferes one round trip is enough, also with e replicas down";
        require(
          world,
          "fast",
          words,
          late.length === 0,
          () =>
            `of ${nodes} replicas ${
              down.length === 0 ? "all are up" : `${down.join(" and ")} are down`
            }; ${
              asked.map(([node, command]) => `${command} is asked of replica ${node}`).join(", ")
            }; ${
              trips === 0 ? "10 ms" : `${trips} round trip${trips === 1 ? "" : "s"} and 10 ms`
            } later ${
              late.map(([node, command]) => `replica ${node} has not executed ${command}`).join(
                ", ",
              )
            }`,
        );
      },
    });
  }
}

function require(
  world: AnyWorld,
  name: string,
  words: string,
  isSo: boolean,
  breach: () => string,
): void {
  world.require({ name, words, check: () => isSo ? undefined : { words: breach(), nodes: [] } });
}
