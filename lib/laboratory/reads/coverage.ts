/**
 * How many servers should answer reads: the more do, the nearer is one to each client, and the more votes a write waits
 * for (Hu, Arpaci-Dusseau and Arpaci-Dusseau 2025, arXiv 2509.07158).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { PAPER, type Sites } from "../../reads/wide_area.ts";
import { measureWan } from "./wan.ts";

/** So many servers answer reads, under one share of writes: a row of the table. */
export interface CoverageRow {
  /** Who answers reads, the leader first. */
  readonly responders: readonly NodeId[];
  /** The share of operations that write, 0 to 1. */
  readonly writes: number;
  /** The mean latency of reads over all sites, in ms. */
  readonly read: number;
  /** The same of writes; NaN where nobody writes. */
  readonly write: number;
}

/** What the paper measured with one to five responders on its own network, in ms. */
export const PUBLISHED: readonly { readonly read: number; readonly write: number }[] = [
  { read: 16.42, write: 40.96 },
  { read: 12.03, write: 43.26 },
  { read: 8.02, write: 45.31 },
  { read: 5.37, write: 52.06 },
  { read: 4.23, write: 57.69 },
];

/** What is measured. */
export interface Coverage {
  /** Where servers are; default: the five sites of the paper's model. */
  readonly sites?: Sites;
  /** Shares of writes; default 0, 0.01, 0.1 and 0.5. */
  readonly shares?: readonly number[];
  /** How long each is measured, in ms; default 4000. */
  readonly forMs?: number;
  /** How many keys there are; default 10, as in the paper. */
  readonly keys?: number;
}

/**
 * The leader, and then the others, the nearest to it first: so that each new one costs writes the least. The order of the
 * paper is not known to us.
 */
export function nearestFirst({ rtt, leader }: Sites): NodeId[] {
  return rtt.map((_, site) => site).sort((a, b) => rtt[leader]![a]! - rtt[leader]![b]!);
}

/** Measures with one responder, which is the leader, and then with one more at a time. */
export function coverage(
  { sites = PAPER, shares = [0, 0.01, 0.1, 0.5], forMs = 4000, keys = 10 }: Coverage = {},
): CoverageRow[] {
  const order = nearestFirst(sites);
  return shares.flatMap((writes) =>
    order.map((_, last): CoverageRow => {
      const responders = order.slice(0, last + 1);
      const { read, write } = measureWan({
        sites,
        way: "bodega",
        writes,
        responders: responders.slice(1),
        forMs,
        keys,
      });
      return { responders, writes, read, write };
    })
  );
}
