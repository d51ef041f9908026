/**
 * How much is asked of a range: a counter that forgets by halves, on the node's own clock, and a
 * few of the keys that were asked for last, whose middle one divides the load about evenly.
 *
 * @module
 */

import { pow } from "../../model/real/pow.ts";

/** What is known of the load of one range. */
export interface Load {
  /** Operations a second, as of `at`. */
  rate: number;
  /** A time of the node's clock, in ms. */
  at: number;
  /** Keys that were asked for; a new one takes the place of the oldest. */
  readonly keys: string[];
  /** How many operations there were. */
  count: number;
  /** The version of the range that it is about. */
  readonly version: number;
}

/** How many keys are remembered. */
export const SAMPLE = 32;

/** A range of which nothing was asked. */
export function newLoad(at: number, version = 1): Load {
  return { rate: 0, at, keys: [], count: 0, version };
}

/** What is known of a range in a version: of one that was split a half stays, and no key. */
export function loadIn(before: Load | undefined, version: number, now: number): Load {
  if (before === undefined) return newLoad(now, version);
  if (before.version === version) return before;
  return { ...newLoad(before.at, version), rate: before.rate / 2 };
}

/** One operation. */
export function count(load: Load, key: string, now: number, halfLifeMs: number): void {
  load.rate = rateAt(load, now, halfLifeMs) + 1000 * Math.LN2 / halfLifeMs;
  load.at = Math.max(load.at, now);
  load.keys[load.count++ % SAMPLE] = key;
}

/** Operations a second, as of now. */
export function rateAt({ rate, at }: Readonly<Load>, now: number, halfLifeMs: number): number {
  return rate * pow(2, -Math.max(0, now - at) / halfLifeMs);
}

/**
 * A key, after the first of the range, at which about half of the load begins; null when there is
 * none.
 */
export function middleOf({ keys }: Readonly<Load>, start: string): string | null {
  if (keys.length < SAMPLE) return null;
  const sorted = [...keys].sort(), first = sorted[0]!, half = sorted.length / 2;
  // One key alone cannot be divided: what is at it or after it is as near to a half as can be.
  const above = sorted.slice(half).find((key) => key !== first && key > start);
  const below = sorted.slice(0, half).findLast((key) => key !== first && key > start);
  return above ?? below ?? null;
}
