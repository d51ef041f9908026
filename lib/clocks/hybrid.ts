/**
 * Hybrid logical clocks (Kulkarni, Demirbas, Madappa, Avva and Leone 2014, *Logical physical clocks*,
 * figure 5): close to the wall clock, and yet a logical clock. `logical` is the highest wall-clock
 * reading heard of, `count` tells apart the events that share it.
 *
 * If a happens before b, then hlc(a) < hlc(b). If at no moment two clocks are more than ε apart, and none
 * ever steps back, `logical` is at most ε ahead of the node's own clock. `count` is at most the number of
 * events that happened before and share `logical` (theorems 1 to 4 of the paper and their corollaries). If
 * besides each clock moves on by a tick or more between any two events of its node, `count` is at most
 * (N − 1) · (ε + 1), in ticks, for N nodes: the paper has N instead of N − 1, but the node whose clock showed
 * `logical` first has only that one event with it.
 *
 * @module
 */

import { counted } from "../model/counted.ts";

/** A hybrid timestamp. `logical` has the unit of the physical clock. */
export interface HybridTime {
  /** The highest physical time heard of. */
  readonly logical: number;
  /** Counts events that share it. */
  readonly count: number;
}

/** Before any event. */
export const epoch: HybridTime = { logical: 0, count: 0 };

/** The time of a send or of a local event, when the node's own clock reads `physical`. */
export function tick(time: HybridTime, physical: number): HybridTime {
  const logical = Math.max(valid(time).logical, finite(physical));
  return { logical, count: logical === time.logical ? time.count + 1 : 0 };
}

/** The time at which a message stamped `stamp` is received, when the own clock reads `physical`. */
export function receive(time: HybridTime, stamp: HybridTime, physical: number): HybridTime {
  const logical = Math.max(valid(time).logical, valid(stamp).logical, finite(physical));
  const counts = [time, stamp].flatMap((each) => each.logical === logical ? [each.count + 1] : []);
  return { logical, count: Math.max(0, ...counts) };
}

/**
 * Negative when `a` is the earlier stamp.
 *
 * @example A message from a node whose clock is ahead
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { epoch, order, receive, tick } from "hb/clocks/hybrid.ts";
 *
 * const sent = tick(epoch, 12);
 * const received = receive(epoch, sent, 10); // the receiver's clock is 2 behind
 * assertEquals(received, { logical: 12, count: 1 });
 * assert(order(sent, received) < 0);
 * ```
 */
export function order(a: HybridTime, b: HybridTime): number {
  return valid(a).logical - valid(b).logical || a.count - b.count;
}

function valid(time: HybridTime): HybridTime {
  finite(time.logical);
  counted("count of a hybrid timestamp", time.count);
  return time;
}

function finite(reading: number): number {
  if (Number.isFinite(reading)) return reading;
  throw new RangeError(
    `Cannot use a reading of a physical clock because it must be a finite number: given ${reading}`,
  );
}
