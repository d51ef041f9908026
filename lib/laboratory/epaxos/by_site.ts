/** How long commands take, by the site where they are asked: the rows of tables. @module */

import type { NodeId } from "../../model/protocol.ts";
import { percentile } from "../measured.ts";
import { type Done, FIVE_SITES, type Load, type RoundTrips, underLoad } from "./load.ts";

/** Times in ms. */
export interface Times {
  /** What half of the commands did not exceed until they were decided. */
  readonly commitMedian: number;
  /** What 99 of 100 did not exceed until they were decided. */
  readonly commit99: number;
  /** What half of them did not exceed until their clients had the answer. */
  readonly executeMedian: number;
  /** What 99 of 100 did not exceed until their clients had the answer. */
  readonly execute99: number;
}

/** How long these commands took; NaN if there are none. */
export function timesOf(done: readonly Done[]): Times {
  const commits = done.map(({ commitMs }) => commitMs);
  const executions = done.map(({ executeMs }) => executeMs);
  return {
    commitMedian: percentile(commits, 0.5),
    commit99: percentile(commits, 0.99),
    executeMedian: percentile(executions, 0.5),
    execute99: percentile(executions, 0.99),
  };
}

/** Runs a load, and tells the times of each site, in their order. */
export function timesBySite(load: Load): Times[] {
  const { done } = underLoad(load), { rtt = FIVE_SITES } = load;
  return rtt.map((_, site) => timesOf(done.filter((each) => each.site === site)));
}

/** How long it takes at each site by arithmetic alone, in ms, when nothing interferes. */
export function leastTimes(by: "epaxos" | NodeId, rtt: RoundTrips = FIVE_SITES): number[] {
  const majority = (rtt.length >> 1) + 1;
  const nearest = (site: number, count: number) => rtt[site]!.toSorted((a, b) => a - b)[count - 1]!;
  if (by === "epaxos") {
    const failures = majority - 1, fast = failures + ((failures + 1) >> 1);
    return rtt.map((_, site) => nearest(site, Math.max(fast, majority)));
  }
  if (rtt[by] === undefined) {
    throw new RangeError(`Cannot tell times because by must be one of the sites: given ${by}`);
  }
  return rtt.map((row) => row[by]! + nearest(by, majority));
}
