/** What stops when a server that answers reads dies, and for how long: by leases, by timeouts and by the number of keys. @module */

import { EVENTS, outage, type OutageRun } from "./outage.ts";

/** What stopped. */
export interface Stop {
  /** The longest time without an answered write at any site, in ms. */
  readonly writes: number;
  /** The longest time without an answered read at any site, in ms. */
  readonly reads: number;
  /** How many reads were answered for each one before, in the time in which no write was: 0 to about 1. */
  readonly share: number;
}

/** How long a bucket is, in ms. */
const BUCKET_MS = 250;

/** Lets the server at the client's site die, and nothing else. */
export function stopOf(run: Omit<OutageRun, "bucketMs" | "endMs">): Stop {
  const { responderDies: dies, responderIsBack: endMs } = EVENTS;
  const { buckets, silences } = outage({ ...run, bucketMs: BUCKET_MS, endMs });
  const after = silences.filter(({ after }) => after === "responderDies");
  const writes = Math.max(...after.map(({ writes }) => writes));
  const reads = Math.max(...after.map(({ reads }) => reads));
  const rate = (from: number, to: number) => {
    const those = buckets.filter(({ at }) => at >= from && at + BUCKET_MS <= to);
    return those.reduce((sum, { reads }) => sum + reads, 0) / (to - from);
  };
  return { writes, reads, share: rate(dies, dies + writes) / rate(0, dies) };
}

/** Leases and timeouts, in ms: what is short or long beside what. */
export const TIMINGS: readonly {
  readonly leaseMs: number;
  readonly electionTimeoutMs: readonly [least: number, most: number];
}[] = [
  { leaseMs: 600, electionTimeoutMs: [1200, 2400] },
  { leaseMs: 1250, electionTimeoutMs: [1200, 2400] },
  { leaseMs: 2500, electionTimeoutMs: [300, 600] },
  { leaseMs: 2500, electionTimeoutMs: [1200, 2400] },
  { leaseMs: 5000, electionTimeoutMs: [1200, 2400] },
];
