/**
 * Bodega beside the other ways to read, in the wide area network of its paper (Hu, Arpaci-Dusseau and Arpaci-Dusseau
 * 2025, arXiv 2509.07158): how long reads take at each site, and who is how many times as fast.
 *
 * @module
 */

import { PAPER, type Sites } from "../../reads/wide_area.ts";
import { measureWan, type WanRun } from "./wan.ts";
import { type AnyWay, WAYS } from "./ways.ts";

/** The shares of writes that are compared, 0 to 1. */
export const SHARES: readonly number[] = [0, 0.01, 0.1, 0.5];

/** One way under one share of writes: a row of the table. */
export interface HeadlineRow {
  /** The way. */
  readonly way: AnyWay;
  /** The share of operations that write. */
  readonly writes: number;
  /** The mean latency of reads at each site, in ms. */
  readonly reads: readonly number[];
  /** The mean of these, in ms. */
  readonly read: number;
  /** The mean latency of writes, in ms; NaN where nobody writes. */
  readonly write: number;
  /** How many messages servers sent each other for each operation; heartbeats and leases are counted in. */
  readonly messages: number;
  /** How many times as long a read takes as with Bodega. */
  readonly ratio: number;
}

/** What is compared. */
export interface Comparison {
  /** Where servers are; default: the paper's five sites. */
  readonly sites?: Sites;
  /** Which shares of writes; default: `SHARES`. */
  readonly shares?: readonly number[];
  /** Which ways; default: all seven. */
  readonly ways?: readonly AnyWay[];
  /** How long each is measured, in ms; default 4000. */
  readonly forMs?: number;
  /** How many keys there are; default 10, as in the paper. */
  readonly keys?: number;
}

/** Measures each way under each share of writes, Bodega among them whether it is asked for or not. */
export function headline(
  { sites = PAPER, shares = SHARES, ways = WAYS, forMs = 4000, keys = 10 }: Comparison = {},
): HeadlineRow[] {
  return shares.flatMap((writes) => {
    const measured = (way: AnyWay) => {
      const run: WanRun = { sites, way, writes, forMs, keys };
      return measureWan(run);
    };
    const bodega = measured("bodega");
    return ways.map((way): HeadlineRow => {
      const { reads, read, write, messages } = way === "bodega" ? bodega : measured(way);
      return { way, writes, reads, read, write, messages, ratio: read / bodega.read };
    });
  });
}

/** The least and the greatest of the ratios of other ways, under shares of writes from `from` to `to`. */
export function ratioRange(
  rows: readonly HeadlineRow[],
  from: number,
  to: number,
): { readonly least: HeadlineRow; readonly greatest: HeadlineRow } {
  const others = rows.filter(({ way, writes }) =>
    way !== "bodega" && writes >= from && writes <= to
  )
    .sort((a, b) => a.ratio - b.ratio);
  const [least, greatest] = [others[0], others.at(-1)];
  if (least === undefined || greatest === undefined) {
    throw new RangeError(
      `Cannot compare because there is no other way under so many writes: given ${from} to ${to}`,
    );
  }
  return { least, greatest };
}
