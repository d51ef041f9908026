/**
 * How many rounds of sessions it takes until what one node has written is everywhere (Demers et al. 1987, section 1.3).
 * When few nodes lack it, pulling squares their share in a round, and pushing only divides it by e.
 *
 * @module
 */

import { antiEntropy } from "../../../membership/anti_entropy/anti_entropy.ts";
import type { Settings } from "../../../membership/anti_entropy/settings.ts";
import { assertKinds, integer, wholeFrom } from "../../../model/kinds.ts";
import { pow } from "../../../model/real/pow.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** What is measured. */
export interface SpreadRun {
  /** How many nodes there are. */
  readonly nodes: number;
  /** Who gives. */
  readonly direction: Settings["direction"];
  /** Default 1. */
  readonly seed?: number;
}

/** From one session of a node to the next, in ms: 1 s, and up to half of it more. */
const ROUND_MS = 1250;

/** The share of nodes that lack it: at first, and after each round. Ends when it is 0. */
export function residues({ nodes, direction, seed = 1 }: SpreadRun): number[] {
  assertKinds("measure a spread", { nodes, seed }, { nodes: wholeFrom(1), seed: integer });
  const world = new World({
    protocol: antiEntropy({ direction, shape: { branching: 2, depth: 0 } }),
    nodes,
    network: { latency: constant(1) },
    seed,
    trace: "none",
    strict: false,
  });
  // By then sessions of different nodes are no longer in step.
  world.run(10 * ROUND_MS);
  world.tell(0, { type: "write", key: "x", value: "1" });
  const shares = [(nodes - 1) / nodes];
  while (shares.at(-1)! > 0) {
    world.run(ROUND_MS);
    shares.push(world.states.filter((s) => s!.items.size === 0).length / nodes);
  }
  return shares;
}

/**
 * The share that is expected when all nodes act at once, in rounds: by pull p′ = p², by push p′ = p · (1 − 1/n)^(n(1−p)),
 * as in the paper; by both, the product of the two, as neither way knows of the other within a round.
 */
export function expected(nodes: number, direction: Settings["direction"], share: number): number {
  const pull = share, push = pow(1 - 1 / nodes, nodes * (1 - share));
  return share * (direction === "push" ? push : direction === "pull" ? pull : pull * push);
}

/** How many rounds it takes until less than half a node is expected to lack it. */
export function expectedRounds(nodes: number, direction: Settings["direction"]): number {
  let share = (nodes - 1) / nodes, rounds = 0;
  for (; share * nodes >= 0.5; rounds++) share = expected(nodes, direction, share);
  return rounds;
}

/** One row: so many nodes, one direction. */
export interface SpreadRow {
  /** How many nodes. */
  readonly nodes: number;
  /** Who gives. */
  readonly direction: Settings["direction"];
  /** Rounds until all have it, the mean of some runs. */
  readonly rounds: number;
  /** Rounds by the law of the paper. */
  readonly law: number;
}

/** Measures all directions; `seeds` runs of each. */
export function spread(sizes: readonly number[] = [16, 64, 256, 1024], seeds = 3): SpreadRow[] {
  assertKinds("measure spreads", { seeds }, { seeds: wholeFrom(1) });
  return sizes.flatMap((nodes) =>
    (["push", "pull", "push-pull"] as const).map((direction): SpreadRow => {
      let sum = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        sum += residues({ nodes, direction, seed }).length - 1;
      }
      return { nodes, direction, rounds: sum / seeds, law: expectedRounds(nodes, direction) };
    })
  );
}
