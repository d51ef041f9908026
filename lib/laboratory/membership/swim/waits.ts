/**
 * How long a member may wait for the next probe by a certain other one: with targets that are drawn, any time; with
 * rounds, 2n − 1 periods at most, with n others (Das, Gupta and Motivala 2002, *SWIM*, section 4.3).
 *
 * @module
 */

import type { Settings } from "../../../membership/swim/settings.ts";
import { assertOneOf, assertWhole } from "../../asked.ts";
import { stageOf } from "./stage.ts";

/** The waits between two probes of one member by another, in periods. */
export interface Waits {
  /** How targets are chosen. */
  readonly probes: Settings["probes"];
  /** How many waits were counted. */
  readonly count: number;
  /** The longest, in periods; 0 if none was counted. */
  readonly longest: number;
  /** The bound that holds for rounds, in periods: 2n − 1 with n others. */
  readonly bound: number;
  /** By the number of periods, the share of waits that were longer, from 0 periods on. */
  readonly longer: readonly number[];
}

/** Watches the probes of all members in so many periods; throws `RangeError` where there are none. */
export function waitsOf(
  probes: Settings["probes"],
  { nodes = 10, periods = 1000, seed = 1 } = {},
): Waits {
  assertOneOf("count waits", "probes", probes, ["round robin", "random"]);
  assertWhole("count waits", { nodes }, 2);
  assertWhole("count waits", { periods }, 1);
  const counts: number[] = [], last = new Map<number, number>();
  const begun = Array.from({ length: nodes }, () => 0);
  const world = stageOf({
    nodes,
    seed,
    settings: { probes, syncMs: 0 },
    tap(from, to, message) {
      if (message.type !== "ping" || message.relay !== null) return;
      const now = ++begun[from]!, pair = from * nodes + to;
      const wait = now - (last.get(pair) ?? now);
      if (wait > 0) counts[wait] = (counts[wait] ?? 0) + 1;
      last.set(pair, now);
    },
  });
  world.run(periods * 1000);
  return { probes, bound: 2 * (nodes - 1) - 1, ...tailOf(counts) };
}

function tailOf(
  counts: readonly (number | undefined)[],
): Pick<Waits, "count" | "longest" | "longer"> {
  const all = Array.from(counts, (count) => count ?? 0);
  const count = all.reduce((sum, each) => sum + each, 0);
  let left = count;
  return {
    count,
    longest: Math.max(0, all.length - 1),
    longer: all.map((each) => (left -= each) / count),
  };
}
