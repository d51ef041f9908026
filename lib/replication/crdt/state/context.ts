/**
 * Causal contexts: which events a replica knows (Almeida, Shoker and Baquero 2018, section 7.2). An event is named by a
 * *dot*, its replica and its number there. A replica mostly knows all events of another up to some number, so a context
 * is a version vector, and beside it a *cloud* of the dots that are not next to what is known. Where deltas are merged
 * in causal order, the cloud is empty.
 *
 * A context has one form only: two that know the same dots are equal as plain data.
 *
 * @module
 */

import type { Replica, VersionVector } from "../crdt.ts";

/** Names one event: the `count`th of `replica`, from 1. */
export interface Dot {
  /** Who made it. */
  readonly replica: Replica;
  /** Its number among the events of that replica, from 1. */
  readonly count: number;
}

/** Dots by their replica; no replica has an empty set. */
export type Dots = ReadonlyMap<Replica, ReadonlySet<number>>;

/** A set of dots, most of which are all those up to some number. */
export interface Context {
  /** All dots of a replica from 1 to this number are known. */
  readonly vector: VersionVector;
  /** Other dots that are known, each beyond the first gap. */
  readonly cloud: Dots;
}

/** No dot at all. */
export const emptyContext: Context = { vector: new Map(), cloud: new Map() };

/** The context of these dots. */
export function contextOf(dots: Iterable<Dot>): Context {
  const cloud = new Map<Replica, Set<number>>();
  for (const { replica, count } of dots) {
    const counts = cloud.get(replica);
    if (counts === undefined) cloud.set(replica, new Set([count]));
    else counts.add(count);
  }
  return compacted(new Map(), cloud);
}

/** The context of all events that a version vector counts. */
export function contextUpTo(vector: VersionVector): Context {
  return { vector: new Map([...vector].filter(([, count]) => count > 0)), cloud: new Map() };
}

/** Whether a dot is known. */
export function knows({ vector, cloud }: Context, replica: Replica, count: number): boolean {
  return count <= (vector.get(replica) ?? 0) || (cloud.get(replica)?.has(count) ?? false);
}

/** All dots of either. */
export function joinContexts(a: Context, b: Context): Context {
  const vector = new Map(a.vector);
  for (const [replica, count] of b.vector) {
    if (count > (vector.get(replica) ?? 0)) vector.set(replica, count);
  }
  if (a.cloud.size === 0 && b.cloud.size === 0) return { vector, cloud: a.cloud };
  const cloud = new Map<Replica, Set<number>>();
  for (const side of [a.cloud, b.cloud]) {
    for (const [replica, counts] of side) {
      cloud.set(replica, new Set([...cloud.get(replica) ?? [], ...counts]));
    }
  }
  return compacted(vector, cloud);
}

/** Whether `b` knows all that `a` knows. */
export function contextBelow(a: Context, b: Context): boolean {
  for (const [replica, count] of a.vector) {
    // `b` is compact: it knows all up to `count` only if its vector says so.
    if (count > (b.vector.get(replica) ?? 0)) return false;
  }
  for (const [replica, counts] of a.cloud) {
    for (const count of counts) if (!knows(b, replica, count)) return false;
  }
  return true;
}

/** The dot of a replica's next event: one more than the highest that is known of it. */
export function nextDot({ vector, cloud }: Context, replica: Replica): Dot {
  let highest = vector.get(replica) ?? 0;
  for (const count of cloud.get(replica) ?? []) highest = Math.max(highest, count);
  return { replica, count: highest + 1 };
}

/** Whether every event that a version vector counts is known. */
export function covers({ vector }: Context, needed: VersionVector): boolean {
  for (const [replica, count] of needed) if (count > (vector.get(replica) ?? 0)) return false;
  return true;
}

/** The least version vector above both. */
export function joinVectors(a: VersionVector, b: VersionVector): VersionVector {
  const joined = new Map(a);
  for (const [replica, count] of b) {
    if (count > (joined.get(replica) ?? 0)) joined.set(replica, count);
  }
  return joined;
}

/** Moves from the cloud to the vector what is next to it. Changes both. */
function compacted(vector: Map<Replica, number>, cloud: Map<Replica, Set<number>>): Context {
  for (const [replica, counts] of cloud) {
    let upTo = vector.get(replica) ?? 0;
    while (counts.has(upTo + 1)) upTo++;
    for (const count of counts) if (count <= upTo) counts.delete(count);
    if (upTo > 0) vector.set(replica, upTo);
    if (counts.size === 0) cloud.delete(replica);
  }
  return { vector, cloud };
}
