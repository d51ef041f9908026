/**
 * How long after a write a read may miss it (Bailis et al. 2012, section 4): the WARS model. A write goes to all N
 * replicas, taking W on the way there and A on the way back; it is done when W of them have answered. A read
 * begins some time after that, and goes to all, taking R and S; it returns when R have answered. It misses the write if
 * it has come to each of these R before the write has.
 *
 * @module
 */

import { assertKinds, type Kind } from "../../model/kinds.ts";
import type { Latency } from "../../model/latency.ts";
import { assertQuorums, type Quorums } from "./versions.ts";

/** How long the four legs take. */
export interface Legs {
  /** The coordinator of a write → a replica, until the replica has it. */
  readonly w: Latency;
  /** The acknowledgement, back. */
  readonly a: Latency;
  /** The coordinator of a read → a replica. */
  readonly r: Latency;
  /** The response, back. */
  readonly s: Latency;
}

/** One of the four legs. */
export type Leg = keyof Legs;

/** A model of a store. */
export interface Wars extends Quorums {
  /**
   * Whether the coordinator of writes is itself a replica, which has them at once, as in Dynamo; default false, as in the
   * paper: a proxy that is none.
   */
  readonly writerIsReplica?: boolean;
}

/** One write, and a read of it. Times are in ms. */
export interface Trial {
  /** From the beginning of the write until it is done. */
  readonly writeMs: number;
  /** From the beginning of the read until it returns. */
  readonly readMs: number;
  /** A read that begins so long after the write was done, or later, sees it. May be negative: then any does. */
  readonly visibleMs: number;
}

/** One trial; `draw` says how long a leg takes this time. Throws `RangeError` for quorums and legs that cannot be. */
export function trial(wars: Wars, draw: (leg: Leg) => number): Trial {
  assertQuorums(wars);
  return tried(wars, (leg) => legMs(leg, draw(leg)));
}

/** Each leg takes some time, or none. */
function legMs(leg: Leg, ms: number): number {
  if (ms >= 0 && ms < Infinity) return ms;
  throw new RangeError(
    `Cannot say how stale reads are because leg ${leg} must take a finite number of ms from 0 on: given ${ms}`,
  );
}

function tried(wars: Wars, draw: (leg: Leg) => number): Trial {
  const { copies, reads, writes, writerIsReplica = false } = wars;
  const arrivals: number[] = [],
    answered: number[] = [],
    requests: [ms: number, there: number][] = [];
  for (let replica = 0; replica < copies; replica++) {
    const isOwn = writerIsReplica && replica === 0;
    const arrival = isOwn ? 0 : draw("w");
    arrivals.push(arrival);
    answered.push(isOwn ? 0 : arrival + draw("a"));
    const there = draw("r");
    requests.push([there + draw("s"), there - arrival]);
  }
  const writeMs = answered.toSorted((a, b) => a - b)[writes - 1]!;
  const first = requests.toSorted(([a], [b]) => a - b).slice(0, reads);
  return {
    writeMs,
    readMs: first.at(-1)![0],
    visibleMs: Math.min(...first.map(([, ahead]) => -ahead - writeMs)),
  };
}

/** What many trials say. */
export interface Visibility {
  /** The share of reads that see the write when they begin `ms` after it was done. */
  consistent(ms: number): number;
  /** After how long this share of reads sees the write, in ms; 0 where they do at once. */
  within(share: number): number;
  /** How long the share of writes, in ms, or less takes. */
  writeMs(share: number): number;
  /** The same for reads. */
  readMs(share: number): number;
}

/** Many trials (Monte Carlo, section 5). Throws `RangeError` for quorums and legs that cannot be, and for no trials. */
export function visibility(
  wars: Wars,
  trials: number,
  draw: (leg: Leg) => number,
): Visibility {
  assertQuorums(wars);
  if (!(Number.isInteger(trials) && trials >= 1)) {
    throw new RangeError(
      `Cannot say how stale reads are because trials must be 1 or more: given ${trials}`,
    );
  }
  const all = Array.from({ length: trials }, () => tried(wars, (leg) => legMs(leg, draw(leg))));
  const sorted = (pick: (each: Trial) => number) => Float64Array.from(all, pick).sort();
  const visible = sorted((each) => each.visibleMs);
  const writing = sorted((each) => each.writeMs), reading = sorted((each) => each.readMs);
  return {
    consistent(ms) {
      assertKinds("say how stale reads are", { ms }, { ms: someTime });
      return countUpTo(visible, ms) / trials;
    },
    within: (share) => Math.max(0, quantile(visible, share)),
    writeMs: (share) => quantile(writing, share),
    readMs: (share) => quantile(reading, share),
  };
}

/** A span of time, which may be endless. */
const someTime: Kind = {
  words: "a number",
  is: (value) => typeof value === "number" && !Number.isNaN(value),
};

/** How many of the sorted numbers are at most `most`. */
function countUpTo(sorted: Float64Array, most: number): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

function quantile(sorted: Float64Array, share: number): number {
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(
      `Cannot take a quantile because its share must be above 0 and at most 1: given ${share}`,
    );
  }
  return sorted[Math.ceil(share * sorted.length) - 1]!;
}
