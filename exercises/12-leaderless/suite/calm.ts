/** All is well: how fast it is, and how much it takes. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
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

/** What goes around for a command, and when there is nothing to do; and how long a message is. */
export function bounded(epaxos: Subject, grading: Grading): void {
  const nodes = 5, asks = 60, network = { latency: constant(5) };
  const scenario = scenarioOf(epaxos, { nodes, asks, everyMs: 20, network, keys: 1 });
  grading.sweep(scenario, {
    seeds: 1,
    shrinkRuns: 0,
    drive(world) {
      runFor(world, 50);
      const quiet = sent(world);
      runFor(world, 100 + 20 * asks + 500);
      const busy = sent(world), perSecond = 10 * nodes;
      const spare = Math.ceil((busy.count - quiet.count) - perSecond * 2.5);
      const most = 3 * asks * (nodes - 1) * 6;
      require(
        world,
        "few messages",
        "a command takes about six messages for each other replica",
        spare <= most,
        () =>
          `${
            3 * asks
          } commands took ${spare} messages between ${nodes} replicas, and ${most} are enough`,
      );
      const words = "what a message holds does not grow with the number of commands";
      require(
        world,
        "short messages",
        words,
        busy.longest <= 800,
        () => `one has ${busy.longest} characters, and 800 are enough`,
      );
      const before = sent(world).count;
      runFor(world, 2000);
      const idle = sent(world).count - before;
      require(
        world,
        "quiet",
        "when nothing is to be done replicas tell each other ten times a second at most what they know",
        idle <= 2 * 2 * perSecond + 10,
        () =>
          `in two seconds in which nothing was asked for ${nodes} replicas have sent ${idle} messages`,
      );
    },
  });
}

/** How many messages replicas have sent, and how long the longest is. */
function sent({ trace, states }: AnyWorld): { count: number; longest: number } {
  const all = trace.flatMap((event) =>
    event.kind === "send" && event.from < states.length ? [event.body] : []
  );
  return { count: all.length, longest: Math.max(0, ...all.map((body) => encode(body).length)) };
}
