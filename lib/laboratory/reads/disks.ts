/**
 * How many times as cheap reads are that do not write, on several disks: what a read through the log takes depends on
 * the disk, and on whether the leader sends while its own still works (Ongaro 2014, section 10.2.1).
 *
 * @module
 */

import { lognormal } from "../../sim/latency.ts";
import { type Ratio, ratios } from "./cost.ts";

/** One disk, under so many clients. */
export interface DiskRow {
  /** Whether the leader sends an entry while it saves it, and not after. */
  readonly sendsAhead: boolean;
  /** How long an fsync takes, in ms. */
  readonly fsyncMs: number;
  /** How many clients ask at once. */
  readonly clients: number;
  /** The log, compared with read index. */
  readonly readIndex: Ratio;
  /** The same with a leader's lease. */
  readonly lease: Ratio;
}

/** A fast disk and a common one, each of which the leader waits for or not, under one client and sixteen, on Raft. */
export function byDisk(servers: number): DiskRow[] {
  return [false, true].flatMap((sendsAhead) =>
    [0.5, 2].flatMap((fsyncMs) =>
      [1, 16].map((clients): DiskRow => {
        const run = { servers, clients, sendsAhead, log: "Raft", operations: 400 } as const;
        const found = ratios({ ...run, fsync: lognormal(fsyncMs, 0.25) });
        return { sendsAhead, fsyncMs, clients, ...found };
      })
    )
  );
}
