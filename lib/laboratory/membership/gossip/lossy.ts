/** What loss does to aggregates: on what nodes agree by Push-Sum when they average, and when they count. @module */

import { estimate, pushSum } from "../../../membership/aggregate/push_sum/push_sum.ts";
import { assertKinds, numberFrom } from "../../../model/kinds.ts";
import { anyNumber, someNodes, someRuns } from "../sizes.ts";
import { mean } from "../../measured.ts";
import { averaging, flowing } from "./averaging.ts";
import { lockstep } from "./rounds.ts";

/** What is measured. */
export interface LossyRun {
  /** The probability that a message is lost. */
  readonly loss: number;
  /** How many nodes; default 200. */
  readonly nodes?: number;
  /** How many rounds; default 50. */
  readonly rounds?: number;
  /** How many runs, with the seeds 1, 2, …; default 8. */
  readonly trials?: number;
}

/** What came of it. */
export interface Lossy {
  /** The share of the weight that is left in the end: the mean of all runs. */
  readonly weight: number;
  /** By how much the worst estimate of the average is off: the mean of all runs. */
  readonly average: number;
  /** What nodes take their number for: the least and the greatest mean estimate of a run, over nodes that any weight has reached. */
  readonly counts: readonly [least: number, greatest: number];
  /** The same with Flow-Updating, over a graph in which each node has some eight neighbours. */
  readonly flow: number;
  /** The same after twice as many rounds. */
  readonly flowLater: number;
}

/** Measures one probability of loss. */
export function lossy(given: LossyRun): Lossy {
  assertKinds("measure loss", given, {
    loss: numberFrom(0, 1),
    nodes: someNodes,
    rounds: anyNumber,
    trials: someRuns,
  });
  const { loss, nodes = 200, rounds = 50, trials = 8 } = given;
  const seeds = Array.from({ length: trials }, (_, trial) => trial + 1);
  const sums = seeds.map((seed) => averaging({ nodes, rounds, loss, seed }).at(-1)!);
  const flows = seeds.map((seed) => flowing({ nodes, rounds: 2 * rounds, loss, seed }));
  const counts = seeds.map((seed) => counted(nodes, rounds, loss, seed));
  return {
    weight: mean(sums.map(({ weight }) => weight)),
    average: mean(sums.map(({ error }) => error)),
    counts: [Math.min(...counts), Math.max(...counts)],
    flow: mean(flows.map((seen) => seen[rounds]!.error)),
    flowLater: mean(flows.map((seen) => seen.at(-1)!.error)),
  };
}

/** The mean estimate of their number in the end, of those that any weight has reached: others have none. */
function counted(nodes: number, rounds: number, loss: number, seed: number): number {
  const protocol = pushSum({ what: "count", phaseMs: 1 });
  const run = lockstep({ protocol, nodes, seed, loss, roundMs: 100 });
  while (run.round < rounds) run.next();
  return mean(run.states.map(estimate).filter((each) => !Number.isNaN(each)));
}
