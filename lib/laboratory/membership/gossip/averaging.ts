/**
 * How fast Push-Sum averages: by how much the potential falls in a round, how many rounds it takes to an error of a
 * hundredth, and what loss does to it, beside Flow-Updating.
 *
 * @module
 */

import {
  estimateOf,
  flowUpdating,
} from "../../../membership/aggregate/flow_updating/flow_updating.ts";
import { estimate, pushSum } from "../../../membership/aggregate/push_sum/push_sum.ts";
import { overlay } from "../../../membership/gossip/partners.ts";
import { Random } from "../../../sim/random.ts";
import { mean } from "../../measured.ts";
import { randomGraph } from "./reach.ts";
import { assertKinds, whole, wholeFrom } from "../../../model/kinds.ts";
import { aSeed, aShare } from "../sizes.ts";
import { lockstep } from "./rounds.ts";

/** What is measured. */
export interface AveragingRun {
  /** How many nodes. */
  readonly nodes: number;
  /** A whole number; default 1. */
  readonly seed?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** How many rounds. */
  readonly rounds: number;
}

/** What all nodes know after a round. */
export interface Averaging {
  /** The sum over nodes of (sum − weight × average)², by which Kempe et al. measure how far all are apart. */
  readonly potential: number;
  /** The greatest relative error of an estimate. */
  readonly error: number;
  /** The relative error of the mean of all estimates: what all agree on, if they do. */
  readonly bias: number;
  /** The share of the weight that is still there. */
  readonly weight: number;
}

/** Half of the nodes have the value 0 and half have 2, at random, with an average near 1. */
function valuesOf(nodes: number, seed: number): readonly number[] {
  const random = new Random(seed, "values");
  return Array.from({ length: nodes }, () => random.chance(0.5) ? 2 : 0);
}

/** What Push-Sum knows after each round, from round 0. */
export function averaging(given: AveragingRun): Averaging[] {
  assertRun(given);
  const { nodes, seed = 1, loss = 0, rounds } = given;
  const values = valuesOf(nodes, seed), truth = mean(values);
  const protocol = pushSum({ value: (node) => values[node]!, phaseMs: 1 });
  const run = lockstep({ protocol, nodes, seed, loss, roundMs: 100 });
  const look = (): Averaging => ({
    potential: run.states.reduce((sum, s) => sum + (s.sum - s.weight * truth) ** 2, 0),
    ...errorsOf(run.states.map(estimate), truth),
    weight: run.states.reduce((sum, s) => sum + s.weight, 0) / nodes,
  });
  const seen = [look()];
  while (run.round < rounds) {
    run.next();
    seen.push(look());
  }
  return seen;
}

/** What Flow-Updating knows after each round, in a random graph with some eight neighbours each. */
export function flowing(given: AveragingRun): Pick<Averaging, "error" | "bias">[] {
  assertRun(given);
  const { nodes, seed = 1, loss = 0, rounds } = given;
  const values = valuesOf(nodes, seed), truth = mean(values);
  const protocol = flowUpdating({
    value: (node) => values[node]!,
    partners: overlay(randomGraph(nodes, 4, new Random(seed, "graph"))),
    phaseMs: 1,
  });
  const run = lockstep({ protocol, nodes, seed, loss, roundMs: 100 });
  const look = () => errorsOf(run.states.map(estimateOf), truth);
  const seen = [look()];
  while (run.round < rounds) {
    run.next();
    seen.push(look());
  }
  return seen;
}

/** By what factor the potential falls in a round, on the average over rounds in which there is any. */
export function factorOf(seen: readonly Averaging[]): number {
  const before = seen.slice(0, -1).map(({ potential }) => potential);
  const ratios = before.map((potential, round) => seen[round + 1]!.potential / potential);
  return mean(ratios.filter((_, round) => before[round]! > 0));
}

/**
 * By what factor the potential is expected to fall in a round in which each of `n` nodes sends to one of the others:
 * 1/2 − 1/(2(n−1)) − (n−2)/(4(n−1)²). Kempe et al. 2003 (section 2) show for their draw, which may be the node
 * itself, that it is at most 1/2.
 *
 * A node's deviation d has the sum 0 over all nodes. Half of each stays: ¼ Σd². Half of each arrives: ¼ Σd², and
 * from each pair that meets at a third node ½ d·d′/(n−1)² of n−2 of them. What stays meets what arrives:
 * ½ d·d′/(n−1). And Σ d·d′ over pairs, each in both orders, is −Σd².
 */
export function expectedFactor(nodes: number): number {
  const others = nodes - 1;
  return 1 / 2 - 1 / (2 * others) - (nodes - 2) / (4 * others ** 2);
}

/** The first round after which no estimate is off by more than that; undefined if there is none. */
export function roundsToError(
  seen: readonly Pick<Averaging, "error">[],
  error: number,
): number | undefined {
  const last = seen.findLastIndex((each) => !(each.error <= error));
  return last === seen.length - 1 ? undefined : last + 1;
}

function errorsOf(estimates: readonly number[], truth: number) {
  return {
    error: estimates.reduce((most, each) => Math.max(most, Math.abs(each - truth)), 0) / truth,
    bias: Math.abs(mean(estimates) - truth) / truth,
  };
}

function assertRun(given: AveragingRun): void {
  assertKinds("average", given, { nodes: wholeFrom(1), rounds: whole, seed: aSeed, loss: aShare });
}
