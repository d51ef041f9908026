/**
 * How fast a rumour spreads that nobody loses interest in: rounds against the number of nodes, and how the number of
 * those that have not heard it falls in the last of them.
 *
 * @module
 */

import { assertKinds } from "../../../model/kinds.ts";
import { exp } from "../../../model/real/exp.ts";
import { log, log2 } from "../../../model/real/log.ts";
import { someRuns } from "../sizes.ts";
import { gossip } from "../../../membership/gossip/gossip.ts";
import type { Direction } from "../../../membership/gossip/settings.ts";
import { mean } from "../../measured.ts";
import { spread } from "./trial.ts";

/** What is measured. */
export interface InformedRun {
  /** Which way the rumour goes. */
  readonly direction: Direction;
  /** How many nodes. */
  readonly nodes: number;
  /** How many trials, with the seeds 1, 2, …; default 10. */
  readonly trials?: number;
  /** How many partners a node calls in a round; default 1. */
  readonly fanout?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
}

/** Trials in which everybody has heard the rumour in the end: how many had not, after each round. */
export function uninformed(run: InformedRun): readonly (readonly number[])[] {
  const { direction, nodes, trials = 10, fanout = 1, loss = 0 } = run;
  assertKinds("measure a rumour", { trials }, { trials: someRuns });
  const protocol = gossip({
    direction,
    fanout,
    feedback: false,
    k: Infinity,
    phaseMs: 1,
    backupMs: Infinity,
  });
  return Array.from(
    { length: trials },
    (_, trial) => spread({ protocol, nodes, seed: trial + 1, loss, until: "all know" }).uninformed,
  );
}

/** The mean number of rounds until everybody has heard it. */
export function roundsToAll(run: InformedRun): number {
  return mean(uninformed(run).map((after) => after.length - 1));
}

/** What push takes: log₂ n + ln n + O(1) rounds (Pittel 1987, *On spreading a rumor*, theorem), the O(1) left out. */
export function pittel(nodes: number): number {
  return log2(nodes) + log(nodes);
}

/**
 * What pull takes, up to a constant: log₂ n rounds until about half have heard, as the number of those that have
 * doubles, and log₂ ln n more in which the share of those that have not is squared.
 */
export function pulling(nodes: number): number {
  return log2(nodes) + log2(log(nodes));
}

/**
 * The share of nodes that have not heard after the next round, when a share `u` has not now, among many nodes: with
 * push, each is missed by all others with the probability e^−(1−u), which is e^−1 in the end; with pull, each calls
 * one that has not either, so that the share is squared (Demers et al. 1987, section 1.3); with both, both.
 */
export function nextShare(direction: Direction, u: number): number {
  const missed = exp(-(1 - u));
  if (direction === "push") return u * missed;
  return direction === "pull" ? u * u : u * u * missed;
}
