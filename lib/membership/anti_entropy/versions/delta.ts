/**
 * What one replica sends another, given what both have seen: Scuttlebutt (van Renesse, Dumitriu, Gough and Thomas 2008,
 * *Efficient reconciliation and flow control for anti-entropy protocols*, section 3.2). A message has room for so
 * many bytes, and if not all fits, an update may be left out only together with all later ones of the same origin.
 * So what has been seen of an origin never has a gap, and one number for each origin says it all.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { type Seen, seenOf } from "./summary.ts";

/**
 * Whose updates come first where not all fit. "depth": of one origin as many as there are, the origin with the most
 * first. "breadth": the earliest of each origin in turn, so that no origin waits for another to be done.
 */
export type Order = "depth" | "breadth";

/** What is known, and what is wanted. */
export interface Wanted<U> {
  /** For each origin its updates in the order of their numbers; those that are superseded may be left out. */
  readonly updates: ReadonlyMap<NodeId, readonly U[]>;
  /** What the sender has seen. */
  readonly seen: Seen;
  /** What the receiver has seen. */
  readonly known: Seen;
  /** Room for updates, in bytes; one update is sent in any case. */
  readonly bytes: number;
  /** Whose updates come first. */
  readonly order: Order;
  /** The number of an update of its origin. */
  numberOf(update: U): number;
  /** How many bytes an update takes. */
  bytesOf(update: U): number;
}

/** What is sent. */
export interface Delta<U> {
  /** Updates, those of one origin in the order of their numbers. */
  readonly updates: U[];
  /** What the receiver has seen when it has all of these, where that is more than it had. */
  readonly upTo: Map<NodeId, number>;
  /** Whether there is more that had no room. */
  readonly more: boolean;
}

/** One origin of which the receiver lacks something. */
interface Lane<U> {
  readonly origin: NodeId;
  readonly updates: readonly U[];
  /** The next update that has not been taken. */
  next: number;
}

/**
 * The delta. It takes time for what it sends, and not for what there is.
 *
 * @example Two of three updates fit
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { deltaFor } from "hb/membership/anti_entropy/versions/delta.ts";
 *
 * const wanted = {
 *   updates: new Map([[0, [1, 2]], [1, [3]]]),
 *   seen: new Map([[0, 2], [1, 3]]),
 *   known: new Map<number, number>(),
 *   bytes: 20,
 *   numberOf: (update: number) => update,
 *   bytesOf: () => 10,
 * };
 * assertEquals(deltaFor({ ...wanted, order: "depth" }), {
 *   updates: [1, 2],
 *   upTo: new Map([[0, 2]]),
 *   more: true,
 * });
 * assertEquals(deltaFor({ ...wanted, order: "breadth" }), {
 *   updates: [1, 3],
 *   upTo: new Map([[0, 1], [1, 3]]),
 *   more: true,
 * });
 * ```
 */
export function deltaFor<U>(wanted: Wanted<U>): Delta<U> {
  const { seen, numberOf, bytesOf } = wanted;
  const lanes = lanesOf(wanted), sent: U[] = [], upTo = new Map<NodeId, number>();
  let left = wanted.bytes, more = false;
  /** Takes the next update of a lane; false when there is none, or no room. */
  const take = (lane: Lane<U>): boolean => {
    const update = lane.updates[lane.next];
    if (update === undefined) {
      upTo.set(lane.origin, seenOf(seen, lane.origin));
      return false;
    }
    left -= bytesOf(update);
    if (left < 0 && sent.length > 0) {
      more = true;
      return false;
    }
    sent.push(update);
    upTo.set(lane.origin, numberOf(update));
    lane.next++;
    return true;
  };
  if (wanted.order === "depth") {
    for (const lane of lanes) while (take(lane));
  } else {
    for (let open = lanes; open.length > 0;) open = open.filter(take);
  }
  return { updates: sent, upTo, more };
}

/** The origins of which something is lacking, with the first update that is. */
function lanesOf<U>({ updates, seen, known, order, numberOf }: Wanted<U>): Lane<U>[] {
  const lanes: Lane<U>[] = [];
  for (const [origin, count] of seen) {
    const has = seenOf(known, origin), all = updates.get(origin) ?? [];
    if (count > has) lanes.push({ origin, updates: all, next: firstAfter(all, has, numberOf) });
  }
  lanes.sort((a, b) => a.origin - b.origin);
  const count = ({ updates, next }: Lane<U>) => updates.length - next;
  return order === "depth" ? lanes.sort((a, b) => count(b) - count(a)) : lanes;
}

/** Where the updates begin whose number is above `number`. */
function firstAfter<U>(
  updates: readonly U[],
  number: number,
  numberOf: (update: U) => number,
): number {
  let low = 0, high = updates.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberOf(updates[middle]!) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
