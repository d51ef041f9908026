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
  /** What the sender has seen. */
  readonly seen: Seen;
  /** What the receiver has seen. */
  readonly known: Seen;
  /** Room for updates, in bytes; one update is sent in any case. */
  readonly bytes: number;
  /** Whose updates come first. */
  readonly order: Order;
  /** The updates of an origin after a number, in the order of their numbers; those that are superseded may be left out. */
  after(origin: NodeId, number: number): Iterable<U>;
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
  /** What there is of it that has not been taken. */
  readonly updates: Iterator<U>;
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
 *   seen: new Map([[0, 2], [1, 3]]),
 *   known: new Map<number, number>(),
 *   bytes: 20,
 *   after: (origin: number) => [[1, 2], [3]][origin]!,
 *   numberOf: (update: number) => update,
 *   bytesOf: () => 10,
 * };
 * assertEquals(deltaFor({ ...wanted, order: "depth", known: new Map([[1, 2]]) }), {
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
  const sent: U[] = [], upTo = new Map<NodeId, number>();
  let left = wanted.bytes, more = false;
  /** Takes the next update of a lane; false when there is none, or no room. */
  const take = ({ origin, updates }: Lane<U>): boolean => {
    const { value: update, done } = updates.next();
    if (done === true) {
      upTo.set(origin, seenOf(seen, origin));
      return false;
    }
    left -= bytesOf(update);
    if (left < 0 && sent.length > 0) {
      more = true;
      return false;
    }
    sent.push(update);
    upTo.set(origin, numberOf(update));
    return true;
  };
  const lanes = lanesOf(wanted);
  if (wanted.order === "depth") {
    for (const lane of lanes) while (take(lane));
  } else {
    for (let open = lanes; open.length > 0;) open = open.filter(take);
  }
  return { updates: sent, upTo, more };
}

/** The origins of which something is lacking; by numbers, as what is superseded is not counted cheaply. */
function lanesOf<U>({ seen, known, order, after }: Wanted<U>): Lane<U>[] {
  const lacking = [...seen].map(([origin, count]) => ({
    origin,
    has: seenOf(known, origin),
    count,
  }))
    .filter(({ has, count }) => count > has);
  lacking.sort((a, b) =>
    (order === "depth" ? b.count - b.has - (a.count - a.has) : 0) || a.origin - b.origin
  );
  return lacking.map(({ origin, has }) => ({
    origin,
    updates: after(origin, has)[Symbol.iterator](),
  }));
}
