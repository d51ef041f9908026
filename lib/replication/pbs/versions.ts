/**
 * How many versions behind a read may be, in closed form (Bailis, Venkataraman, Franklin, Hellerstein and Stoica 2012,
 * *Probabilistically bounded staleness for practical partial quorums*, section 3). Time stands still: each write has
 * reached the W replicas of its quorum and no other, and quorums are drawn at random.
 *
 * @module
 */

import { assertKinds, numberFrom, wholeFrom } from "../../model/kinds.ts";
import { pow } from "../../model/real/pow.ts";

/** How many replicas there are, and how many of them a read and a write wait for. */
export interface Quorums {
  /** N. */
  readonly copies: number;
  /** R. */
  readonly reads: number;
  /** W. */
  readonly writes: number;
}

/** Throws `RangeError` unless R and W are from 1 to N. */
export function assertQuorums({ copies, reads, writes }: Quorums): void {
  assertKinds("say how stale a read is", { copies, reads, writes }, {
    copies: wholeFrom(1),
    reads: wholeFrom(1, copies),
    writes: wholeFrom(1, copies),
  });
}

/**
 * The probability that a read quorum has no member of the last write's quorum (equation 1): C(N − W, R) / C(N, R).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import { missesLast } from "hb/replication/pbs/versions.ts";
 *
 * assertAlmostEquals(missesLast({ copies: 3, reads: 1, writes: 1 }), 2 / 3);
 * assertEquals(missesLast({ copies: 3, reads: 2, writes: 2 }), 0); // R + W > N
 * ```
 */
export function missesLast(quorums: Quorums): number {
  assertQuorums(quorums);
  const { copies, reads, writes } = quorums;
  let probability = 1;
  for (let i = 0; i < reads; i++) {
    probability *= Math.max(0, copies - writes - i) / (copies - i);
  }
  return probability;
}

/** The probability that a read returns none of the last `versions` versions (equation 2): k-staleness. */
export function missesLastVersions(quorums: Quorums, versions: number): number {
  assertKinds("say how stale a read is", { versions }, { versions: wholeFrom(1) });
  return pow(missesLast(quorums), versions);
}

/**
 * The probability that a client reads something older than it has read before, of a key that is written `writesPerRead`
 * times for each of its reads (equation 3: monotonic reads).
 */
export function goesBack(quorums: Quorums, writesPerRead: number): number {
  assertKinds("say how stale a read is", { writesPerRead }, { writesPerRead: numberFrom(0) });
  return pow(missesLast(quorums), 1 + writesPerRead);
}
