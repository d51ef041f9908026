/**
 * What stamps change: replicas look at what is asked for at once in the order of its stamps (Tollman, Park and Ousterhout
 * 2021), as far as this library does that; see `consensus/epaxos/stamps.ts`. That is little: with five replicas, of two commands that
 * are asked for at once, one is found alike by a fast quorum anyway, and the coordinator of the other did not know the first
 * when it asked. Stamps decide only where three or more meet.
 *
 * @module
 */

import { fastQuorum, usualSizes } from "../../consensus/epaxos/quorums.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Done, FIVE_SITES, type Load, type RoundTrips, underLoad } from "./load.ts";

/** What came of the commands that interfere. */
export interface Ordered {
  /** Which share of them took the fast path, 0 to 1. */
  readonly fast: number;
  /** How long they took until they were decided, in ms: half of them took no longer, and 99 of 100. */
  readonly commitMs: readonly [median: number, most: number];
  /** How long they took until they were executed, in ms. */
  readonly executeMs: readonly [median: number, most: number];
}

/** The same commands, without stamps and with them. */
export interface Comparison {
  /** Replicas look at what they are asked as soon as it arrives. */
  readonly atOnce: Ordered;
  /** They look at it when it is with all whom the fast path needs. */
  readonly stamped: Ordered;
}

/** How long what a site asks for takes until it is with all whom its fast path needs, in ms. */
export function arrivals(rtt: RoundTrips = FIVE_SITES): (site: NodeId) => number {
  const needed = fastQuorum(usualSizes(rtt.length)) - 1;
  const far = rtt.map((row, site) =>
    row.filter((_, other) => other !== site).sort((a, b) => a - b)[needed - 1]! / 2
  );
  return (site) => far[site]!;
}

/** Puts the same load on EPaxos twice; `load.options` are for both. */
export function withStamps(load: Omit<Load, "by">): Comparison {
  const run = (more: Load["options"]) => {
    const { done } = underLoad({ ...load, by: "epaxos", options: { ...load.options, ...more } });
    return orderedOf(done.filter(({ hot }) => hot));
  };
  return { atOnce: run({}), stamped: run({ arriveMs: arrivals(load.rtt) }) };
}

function orderedOf(done: readonly Done[]): Ordered {
  if (done.length === 0) {
    throw new RangeError("Cannot compare because some commands must interfere: given none");
  }
  const spread = (times: number[]): [number, number] => {
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.ceil(share * times.length) - 1]!;
    return [at(0.5), at(0.99)];
  };
  return {
    fast: done.filter(({ slow }) => !slow).length / done.length,
    commitMs: spread(done.map(({ commitMs }) => commitMs)),
    executeMs: spread(done.map(({ executeMs }) => executeMs)),
  };
}
