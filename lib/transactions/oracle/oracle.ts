/**
 * An oracle of timestamps (Peng and Dabek 2010, *Large-scale incremental processing using distributed transactions and
 * notifications*, section 2.3): whoever asks is given timestamps that are greater than all that anybody had been given
 * before it asked. It saves a bound ahead of what it gives, and gives what is below without touching its disk; when it
 * restarts it begins at the bound, and skips what it may have given.
 *
 * A timestamp holds the time of the oracle's clock, as TiKV's does, so that the age of a transaction can be told from
 * its name. The clock may stand still or jump back: the timestamps run ahead of it then.
 *
 * @module
 */

import { assertKinds, wholeFrom } from "../../model/kinds.ts";

/** How many timestamps there are in a millisecond. The greatest number of a computer is then reached in the year 2255. */
export const PER_MS = 1000;

/** An oracle. */
export interface Oracle {
  /** The last timestamp given, or skipped. Invariant: it never falls, and `last < bound`, but before the first. */
  last: number;
  /** Saved: no timestamp from here on has been given. */
  bound: number;
}

/** Timestamps that follow each other. */
export interface Batch {
  /** The first. */
  readonly first: number;
  /** How many. */
  readonly count: number;
  /** The bound that has to be durable before they may be given; undefined where it is already. */
  readonly bound?: number;
}

/** An oracle that starts with the bound that it has saved, or 0. */
export function oracleFrom(bound: number): Oracle {
  return { last: Math.max(0, bound - 1), bound };
}

/**
 * Takes timestamps, at this time of its clock. `aheadMs` is how far the bound is moved ahead when it is reached: more
 * of it costs nothing but what a restart skips.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { oracleFrom, take } from "hb/transactions/oracle/oracle.ts";
 *
 * const oracle = oracleFrom(0);
 * assertEquals(take(oracle, 3, 1, 50), { first: 3000, count: 1, bound: 53000 });
 * assertEquals(take(oracle, 3, 2, 50), { first: 3001, count: 2 });
 * assertEquals(take(oracleFrom(53000), 4, 1, 50), { first: 53000, count: 1, bound: 103000 });
 * ```
 */
export function take(oracle: Oracle, nowMs: number, count: number, aheadMs: number): Batch {
  assertKinds("give timestamps", { count }, { count: wholeFrom(1) });
  const first = Math.max(oracle.last + 1, Math.floor(nowMs) * PER_MS);
  oracle.last = first + count - 1;
  if (oracle.last < oracle.bound) return { first, count };
  oracle.bound = oracle.last + Math.max(1, Math.floor(aheadMs * PER_MS));
  return { first, count, bound: oracle.bound };
}

/** The time in a timestamp, in ms of the oracle's clock. */
export function msOf(timestamp: number): number {
  return Math.floor(timestamp / PER_MS);
}

/** A timestamp in a few letters: "12.003", the fourth of millisecond 12; those of millisecond 0 are counted: "3". */
export function timestampLabel(timestamp: number): string {
  const ms = msOf(timestamp), count = timestamp % PER_MS;
  return ms === 0 ? `${count}` : `${ms}.${`${count}`.padStart(3, "0")}`;
}
