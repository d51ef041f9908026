/** How even shares are: the table of virtual nodes, and bounds. @module */

import { bounded } from "../../placement/bounded/bounded.ts";
import { hashing } from "../../placement/hash/hashing.ts";
import type { Member } from "../../placement/placement.ts";
import { type Ring, ring } from "../../placement/ring/ring.ts";
import { Random } from "../../sim/random.ts";
import { mean } from "../measured.ts";

/** How shares differ. */
export interface Evenness {
  /** Their standard deviation by their mean. */
  readonly deviation: number;
  /** The greatest by their mean. */
  readonly most: number;
}

/** The same of several rings, with the standard error of each mean. */
export interface RepeatedEvenness extends Evenness {
  /** The standard error of the deviation. */
  readonly deviationError: number;
  /** That of the greatest. */
  readonly mostError: number;
}

/** So many nodes of different names. */
export function nodesNamed(count: number): readonly Member[] {
  return Array.from({ length: count }, (_, i) => ({ id: `node ${String(i).padStart(4, "0")}` }));
}

/** How these shares differ. */
export function evennessOf(shares: readonly number[]): Evenness {
  const due = mean(shares);
  const variance = mean(shares.map((share) => (share / due - 1) ** 2));
  return { deviation: Math.sqrt(variance), most: Math.max(...shares) / due };
}

/** The lengths of what each node has of a ring, by place: exact, without a key drawn. */
export function arcsOf({ members, points: { positions, owners } }: Ring): readonly number[] {
  const arcs = members.map(() => 0);
  for (const [i, position] of positions.entries()) {
    const before = i > 0 ? positions[i - 1]! : positions.at(-1)! - 2 ** 32;
    arcs[owners[i]!]! += position - before;
  }
  return arcs;
}

/** Rings of so many nodes and points a node, each with a seed of its own from 1 on. */
export function ringEvenness(options: {
  readonly nodes: number;
  readonly points: number;
  readonly seeds: number;
}): RepeatedEvenness {
  const members = nodesNamed(options.nodes), { points } = options;
  const all = Array.from(
    { length: options.seeds },
    (_, i) => evennessOf(arcsOf(ring(members, { points, hashing: hashing(i + 1) }))),
  );
  const deviations = all.map(({ deviation }) => deviation), mosts = all.map(({ most }) => most);
  return {
    deviation: mean(deviations),
    most: mean(mosts),
    deviationError: errorOf(deviations),
    mostError: errorOf(mosts),
  };
}

/** The standard error of a mean. */
function errorOf(values: readonly number[]): number {
  const middle = mean(values), squares = values.map((value) => (value - middle) ** 2);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / (values.length - 1) / values.length);
}

/** How even so many keys are on nodes with bounded loads, over rings of so many points a node. */
export function boundedEvenness(options: {
  readonly nodes: number;
  readonly keys: number;
  readonly epsilon: number;
  readonly points?: number;
}): Evenness {
  const { points = 1, epsilon } = options;
  const { loads } = bounded(nodesNamed(options.nodes), {
    keys: Array.from({ length: options.keys }, (_, i) => `key ${i}`),
    epsilon,
    over: (members, hashed) => ring(members, { ...hashed, points }),
  });
  return evennessOf(loads);
}

/** Hashes of keys, drawn and not made of texts. */
export function drawnHashes(count: number, seed = 1): readonly { high: number; low: number }[] {
  const random = new Random(seed, "hashes of keys");
  return Array.from({ length: count }, () => ({ high: random.bits(), low: random.bits() }));
}
