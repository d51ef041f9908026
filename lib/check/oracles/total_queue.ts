/**
 * Jepsen's total queue: what went in must come out, in any order, once the queue was drained. It is an
 * account of the whole history, without any search, and says nothing about when elements came out.
 *
 * @module
 */

/** What went into a queue and came out of it; elements as scalars, as often as it happened. */
export interface QueueAccount<V> {
  /** What somebody tried to put into it. */
  readonly attempted: Iterable<V>;
  /** What was put into it for certain. */
  readonly enqueued: Iterable<V>;
  /** What came out. */
  readonly dequeued: Iterable<V>;
}

/** What the account comes to. Each list has an element as often as it is true of it. */
export interface QueueBalance<V> {
  /** It was put in for certain, and did not come out. */
  readonly lost: readonly V[];
  /** It came out, and nobody had tried to put it in. */
  readonly unexpected: readonly V[];
  /** It came out more often than anybody had tried to put it in; queues may deliver at least once. */
  readonly duplicated: readonly V[];
  /** Nobody knew whether it was put in, and it came out. */
  readonly recovered: readonly V[];
}

/**
 * Balances the account of a queue.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { balanceQueue } from "hb/check/oracles/total_queue.ts";
 *
 * const { lost, unexpected } = balanceQueue({
 *   attempted: ["a", "b"],
 *   enqueued: ["a", "b"],
 *   dequeued: ["a", "c"],
 * });
 * assertEquals([lost, unexpected], [["b"], ["c"]]);
 * ```
 */
export function balanceQueue<V>(
  { attempted, enqueued, dequeued }: QueueAccount<V>,
): QueueBalance<V> {
  const tried = counts(attempted), certain = counts(enqueued), out = counts(dequeued);
  const times = (count: Map<V, number>, value: V) => count.get(value) ?? 0;
  const balance = (values: Map<V, number>, of: (value: V) => number) =>
    [...values.keys()].flatMap((value) => Array<V>(Math.max(0, of(value))).fill(value));
  return {
    lost: balance(certain, (value) => times(certain, value) - times(out, value)),
    unexpected: balance(out, (value) => tried.has(value) ? 0 : times(out, value)),
    duplicated: balance(tried, (value) => times(out, value) - times(tried, value)),
    recovered: balance(
      tried,
      (value) => Math.min(times(out, value), times(tried, value)) - times(certain, value),
    ),
  };
}

function counts<V>(values: Iterable<V>): Map<V, number> {
  const count = new Map<V, number>();
  for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
  return count;
}
