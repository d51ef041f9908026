/** Intervals of keys, and the ranges that keep them. Keys are ordered as texts are, by their UTF-16 units. @module */

/** Names a range and the Raft group that replicates it; never used again. */
export type GroupId = number;

/** The keys from `start`, included, to `end`, not included. */
export interface Interval {
  /** The first key; "" is the first of all. */
  readonly start: string;
  /** The first key that is not in it; null: there is none. */
  readonly end: string | null;
}

/** What others know of a range: which keys it has, and in which version. */
export interface Range extends Interval {
  /** The group that replicates it. */
  readonly group: GroupId;
  /** Counts the changes of its interval: splits and merges, and each of their steps. */
  readonly version: number;
}

/** All keys. */
export const everything: Interval = { start: "", end: null };

/** Whether a key is in the interval. */
export function holds({ start, end }: Interval, key: string): boolean {
  return key >= start && (end === null || key < end);
}

/** Whether no key at all is in the interval. */
export function isEmpty({ start, end }: Interval): boolean {
  return end !== null && end <= start;
}

/** Whether two intervals have a key in common. */
export function overlap(a: Interval, b: Interval): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end) && !isEmpty(a) && !isEmpty(b);
}

/** Whether the second begins where the first ends. */
export function meets(a: Interval, b: Interval): boolean {
  return a.end !== null && a.end === b.start;
}

/** Two intervals that meet, as one; undefined when they do not meet. */
export function joined(a: Interval, b: Interval): Interval | undefined {
  if (meets(a, b)) return { start: a.start, end: b.end };
  if (meets(b, a)) return { start: b.start, end: a.end };
  return undefined;
}

/** An interval in words: "[a, m)". */
export function intervalInWords({ start, end }: Interval): string {
  return `[${start === "" ? "−∞" : start}, ${end ?? "∞"})`;
}

/** Whether a key is below an end. */
function isBefore(key: string, end: string | null): boolean {
  return end === null || key < end;
}
