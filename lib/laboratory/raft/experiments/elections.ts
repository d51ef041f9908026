/** How long elections take. @module */

import type { Latency } from "../../../sim/latency.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { rules } from "../../../consensus/raft/rules.ts";
import { clusterOf, leadersOf } from "./clusters.ts";

/** What came of the first election of three servers. */
export interface FirstElection {
  /** When the first leader was there, in ms; undefined if there was none within a minute. */
  readonly at: number | undefined;
  /** The terms of the servers in the end. */
  readonly terms: readonly number[];
}

/**
 * The first election of three servers, all of whose messages take 10 ms; without coins they all wait equally
 * long.
 */
export function firstElection(seed: number, coins: boolean): FirstElection {
  const world = clusterOf({
    electionTimeoutMs: [150, 300],
    preVote: false,
    ...(coins ? {} : { rules: { ...rules, timeoutJitter: () => 0 } }),
  }, { nodes: 3, seed, network: { latency: constant(10) } });
  world.run(60_000, () => leadersOf(world).length > 0);
  return {
    at: leadersOf(world).length > 0 ? world.now : undefined,
    terms: world.states.map((s) => s!.term),
  };
}

/** A cluster of five whose leader crashes. */
export interface Trial {
  /** From which election timeouts are drawn, in ms. */
  readonly range: readonly [least: number, most: number];
  /** How often the leader says that it is there, in ms. */
  readonly heartbeatMs: number;
  /** How long messages take. */
  readonly latency: Latency;
}

/** The dissertation's cluster on a LAN, with election timeouts in this range. */
export function lan(least: number, most: number): Trial {
  return { range: [least, most], heartbeatMs: least / 2, latency: uniform(1, 6) };
}

/** Longer than this is not waited for a leader, in ms. */
const PATIENCE_MS = 20_000;

/**
 * How long five servers are without a leader after theirs has crashed at a random moment between two heartbeats,
 * in ms; 20 s at most.
 */
export function downtime(
  seed: number,
  { range, heartbeatMs, latency }: Trial,
): number {
  const world = clusterOf({
    electionTimeoutMs: range,
    heartbeatMs,
    preVote: false,
    checkQuorum: false,
  }, { nodes: 5, seed, network: { latency } });
  const oneLeads = () => leadersOf(world).length === 1;
  world.run(PATIENCE_MS, oneLeads);
  world.run(4 * range[0] + heartbeatMs * new Random(seed, "crash").unit());
  world.run(PATIENCE_MS, oneLeads);
  if (!oneLeads()) return PATIENCE_MS;
  const begun = world.now;
  world.inject({ kind: "crash", at: begun, node: leadersOf(world)[0]! });
  world.run(PATIENCE_MS, oneLeads);
  return world.now - begun;
}

/** `count` trials, from the shortest downtime to the longest, in ms. */
export function downtimes(trial: Trial, count = 300): number[] {
  return Array.from({ length: count }, (_, i) => downtime(i + 1, trial)).sort((a, b) => a - b);
}

/** What to say of many values that are sorted. */
export function summary(sorted: readonly number[]): {
  readonly mean: number;
  readonly median: number;
  readonly worst: number;
} {
  const sum = sorted.reduce((a, b) => a + b, 0);
  return {
    mean: Math.round(sum / sorted.length),
    median: Math.round(sorted[sorted.length >> 1]!),
    worst: Math.round(sorted.at(-1)!),
  };
}
