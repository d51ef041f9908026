/** Nodes count themselves by Push-Sum: what each of them takes their number for, round by round. @module */

import { estimate, pushSum } from "../../../membership/aggregate/push_sum/push_sum.ts";
import { assertKinds, whole, wholeFrom } from "../../../model/kinds.ts";
import { aSeed } from "../sizes.ts";
import { lockstep } from "./rounds.ts";

/** What is measured. */
export interface CountingRun {
  /** How many nodes there are. */
  readonly nodes: number;
  /** How many rounds. */
  readonly rounds: number;
  /** A whole number; default 1. */
  readonly seed?: number;
}

/** The estimates of all nodes after a round. */
export interface Counting {
  /** The least. */
  readonly least: number;
  /** The greatest, of nodes that have any weight. */
  readonly greatest: number;
  /** How many nodes have no weight yet, and so no estimate. */
  readonly without: number;
}

/** What they take their number for after each round, from round 0. */
export function counting(given: CountingRun): Counting[] {
  assertKinds("count nodes", given, { nodes: wholeFrom(1), rounds: whole, seed: aSeed });
  const { nodes, rounds, seed = 1 } = given;
  const run = lockstep({
    protocol: pushSum({ what: "count", phaseMs: 1 }),
    nodes,
    seed,
    roundMs: 100,
  });
  const look = (): Counting => {
    const known = run.states.map(estimate).filter((each) => !Number.isNaN(each));
    return {
      least: known.reduce((a, b) => Math.min(a, b), Infinity),
      greatest: known.reduce((a, b) => Math.max(a, b), 0),
      without: nodes - known.length,
    };
  };
  const seen = [look()];
  while (run.round < rounds) {
    run.next();
    seen.push(look());
  }
  return seen;
}
