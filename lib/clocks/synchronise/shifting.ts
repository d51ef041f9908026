/**
 * Shifting (Lundelius and Lynch 1984, *An upper and lower bound for clock synchronization*): move all that
 * one node does earlier in real time, and set its clock ahead by as much. Nobody notices: each node does the
 * same things at the same readings of its clock. Only messages take other times, and nobody can measure how
 * long a message takes in one direction. So whatever nodes compute, they compute in all such worlds alike, and
 * in one of them it is wrong.
 *
 * @module
 */

import { counted } from "../../model/counted.ts";
import { notNegative } from "../../model/latency.ts";
import type { NodeId } from "../../model/protocol.ts";

/** A world without drift: what its clocks show at time 0, and how long messages take, all in ms. */
export interface Setting {
  /** How far the clock of each node is ahead of real time. */
  readonly offsets: readonly number[];
  /** `delays[i][j]`: how long a message takes from node i to node j. */
  readonly delays: readonly (readonly number[])[];
}

/**
 * The world in which node i does everything `byMs[i]` earlier, by a clock that is so much further ahead.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shifted } from "hb/clocks/synchronise/shifting.ts";
 *
 * const equal = { offsets: [0, 0], delays: [[0, 4], [6, 0]] };
 * assertEquals(shifted(equal, [2, 0]), { offsets: [2, 0], delays: [[0, 6], [4, 0]] });
 * ```
 */
export function shifted({ offsets, delays }: Setting, byMs: readonly number[]): Setting {
  assertForEach("shift a world", offsets, byMs);
  return {
    offsets: offsets.map((offset, node) => offset + byMs[node]!),
    delays: delays.map((row, from) => row.map((delay, to) => delay + byMs[from]! - byMs[to]!)),
  };
}

/**
 * `nodes` worlds that no node can tell apart, in each of which messages take from `leastMs` to `leastMs +
 * uncertaintyMs`: one in which clocks agree and messages are quick towards greater numbers, and those in which
 * the first 1, 2, … nodes are shifted by the uncertainty.
 */
export function indistinguishable(
  nodes: number,
  leastMs: number,
  uncertaintyMs: number,
): Setting[] {
  assertSystem(nodes, uncertaintyMs);
  const all = Array.from({ length: nodes }, (_, node): NodeId => node);
  const first: Setting = {
    offsets: all.map(() => 0),
    delays: all.map((from) =>
      all.map((to) => from === to ? 0 : from < to ? leastMs : leastMs + uncertaintyMs)
    ),
  };
  return all.map((many) => shifted(first, all.map((node) => node < many ? uncertaintyMs : 0)));
}

/** How far apart the clocks of a world are when each has been set ahead by its `adjustment`. */
export function spreadOf({ offsets }: Setting, adjustments: readonly number[]): number {
  assertForEach("set clocks", offsets, adjustments);
  const set = offsets.map((offset, node) => offset + adjustments[node]!);
  return Math.max(...set) - Math.min(...set);
}

/** What no algorithm can do better than, in the worst of all worlds: u (1 − 1/n). */
export function leastSpread(nodes: number, uncertaintyMs: number): number {
  assertSystem(nodes, uncertaintyMs);
  return uncertaintyMs * (1 - 1 / nodes);
}

/** One finite number for each node. */
function assertForEach(what: string, nodes: readonly number[], numbers: readonly number[]): void {
  if (numbers.length === nodes.length && numbers.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot ${what} because there must be a finite number for each of ${nodes.length} nodes: ` +
      `given ${numbers.join(", ") || "none"}`,
  );
}

function assertSystem(nodes: number, uncertaintyMs: number): void {
  notNegative("uncertainty", uncertaintyMs);
  if (counted("number of nodes", nodes) > 0) return;
  throw new RangeError(`Cannot compare clocks because there must be one node at least: given none`);
}
