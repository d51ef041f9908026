/**
 * What a lock protects: all keys from one on and before another, whether or not they hold something, so that nobody can
 * put a new key between those that were found (next to predicate locks, Eswaran, Gray, Lorie and Traiger 1976,
 * section 4, the kind that can be told apart by looking). A single key is an interval with one key in it.
 *
 * @module
 */

/** The keys from `from` on and before `to`. */
export interface Interval {
  /** The first of them. */
  readonly from: string;
  /** The first after them. */
  readonly to: string;
}

/** The interval of one key: no text comes between a key and the same with the lowest letter after it. */
export function onlyKey(key: string): Interval {
  return { from: key, to: `${key}\0` };
}

/** The key of an interval with one key in it; undefined of others. */
export function keyIn({ from, to }: Interval): string | undefined {
  return to === `${from}\0` ? from : undefined;
}

/** Whether some key is in both. */
export function meet(a: Interval, b: Interval): boolean {
  return a.from < b.to && b.from < a.to && a.from < a.to && b.from < b.to;
}

/** Whether all keys of one are in the other. */
export function covers(whole: Interval, part: Interval): boolean {
  return part.from >= part.to || (whole.from <= part.from && part.to <= whole.to);
}

/** An interval in a few letters: a key as it is, others as "a…m". */
export function intervalLabel(interval: Interval): string {
  return keyIn(interval) ?? `${interval.from}…${interval.to}`;
}
