/**
 * How many never hear a rumour, and what it costs that they are few: the variants of rumour mongering, beside what
 * Demers et al. 1987 published (section 1.4, tables 1 and 2, of which the errata say what the columns are).
 *
 * @module
 */

import { assertKinds } from "../../../model/kinds.ts";
import { exp } from "../../../model/real/exp.ts";
import { someRuns } from "../sizes.ts";
import { gossip } from "../../../membership/gossip/gossip.ts";
import type { Direction } from "../../../membership/gossip/settings.ts";
import { mean } from "../../measured.ts";
import { spread } from "./trial.ts";

/** A variant of rumour mongering. */
export interface Variant {
  /** Which way rumours go. */
  readonly direction: Direction;
  /** Whether contacts say if they needed it. */
  readonly feedback: boolean;
  /** How interest is lost. */
  readonly interest: "counter" | "coin";
  /** The k of both. */
  readonly k: number;
}

/** What is measured. */
export interface ResidueRun extends Variant {
  /** How many calls a node takes in a round; default: any number. */
  readonly connectionLimit?: number;
  /** How many others a node calls when it is refused; default 0. */
  readonly hunts?: number;
  /** How many nodes; default 1,000, as in the paper. */
  readonly nodes?: number;
  /** How many trials, with the seeds 1, 2, …; default 20. */
  readonly trials?: number;
  /**
   * Whether all contacts of a round are at the same time, so that two who bring news to one node in one round have
   * both brought news. Default true: then the counters of table 1 come out.
   */
  readonly together?: boolean;
}

/** What was measured, or published: means over trials. */
export interface Residue {
  /** The share of nodes that never hear it: s. */
  readonly residue: number;
  /** Copies of it for each node: m. */
  readonly traffic: number;
  /** The mean round in which nodes hear it: t_ave. */
  readonly meanDelay: number;
  /** The round in which the last one hears it: t_last. */
  readonly lastDelay: number;
}

/** Measures a variant. A trial of a thousand nodes takes about 10 ms. */
export function residue(run: ResidueRun): Residue {
  const { nodes = 1000, trials = 20, together = true, ...variant } = run;
  assertKinds("measure a rumour", { trials }, { trials: someRuns });
  const protocol = gossip({
    ...variant,
    togetherMs: together ? 1 : 0,
    phaseMs: 1,
    backupMs: Infinity,
  });
  const all = Array.from(
    { length: trials },
    (_, trial) => spread({ protocol, nodes, seed: trial + 1 }),
  );
  return {
    residue: mean(all.map(({ residue }) => residue)),
    traffic: mean(all.map(({ traffic }) => traffic)),
    meanDelay: mean(all.map(({ meanDelay }) => meanDelay)),
    lastDelay: mean(all.map(({ lastDelay }) => lastDelay)),
  };
}

/**
 * The law of push (Demers et al. 1987, section 1.4): with m copies for each node, each sent to anybody, a node is
 * missed by all of them with the probability e^−m. It holds for every variant that pushes.
 */
export function law(traffic: number): number {
  return exp(-traffic);
}

/**
 * The law of push where each node takes one call a round (Demers et al. 1987, section 1.4): when nearly all are infective,
 * a node is called by nobody with the probability e^−1, and so 1 − e^−1 calls a node are taken. A round leaves e^−1
 * for so much traffic, so that m copies leave e^−m/(1 − e^−1): refusals spare copies that would have been useless.
 * Measured residues lie between this and `law`, as much of the traffic comes before nearly all are infective.
 */
export function lawWithLimit(traffic: number): number {
  return exp(-traffic / (1 - exp(-1)));
}

const row = (residue: number, traffic: number, meanDelay: number, lastDelay: number): Residue => ({
  residue,
  traffic,
  meanDelay,
  lastDelay,
});

/** What was published for a thousand sites that push, by k − 1. */
export const published: Readonly<
  Record<"feedback and counter" | "blind and coin", readonly Residue[]>
> = {
  // Table 1. A useful contact begins the count anew, and contacts in one cycle are at the same time: without
  // either, less is told and more is left over, by the same law.
  "feedback and counter": [
    row(0.18, 1.7, 11.0, 16.8),
    row(0.037, 3.3, 12.1, 16.9),
    row(0.011, 4.5, 12.5, 17.4),
    row(0.0036, 5.6, 12.7, 17.5),
    row(0.0012, 6.7, 12.8, 17.7),
  ],
  // Table 2.
  "blind and coin": [
    row(0.96, 0.04, 19, 38),
    row(0.20, 1.6, 17, 33),
    row(0.060, 2.8, 15, 32),
    row(0.021, 3.9, 14.1, 32),
    row(0.008, 4.9, 13.8, 32),
  ],
};
