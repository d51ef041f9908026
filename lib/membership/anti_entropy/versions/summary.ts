/**
 * What a replica has seen, in a few numbers (Parker et al. 1983, *Detection of mutual inconsistency in distributed
 * systems*: version vectors): each origin numbers its own updates 1, 2, 3, …, and for each origin it is remembered
 * up to which number all of them have come, or have been superseded by later ones. Only origins that have ever
 * written anything take room.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";

/** Up to which number all updates of each origin are known; 0 where nothing is said. */
export type Seen = ReadonlyMap<NodeId, number>;

/** Up to which number all updates of `origin` are known. */
export function seenOf(seen: Seen, origin: NodeId): number {
  return seen.get(origin) ?? 0;
}

/** Whether all that `other` knows is known. */
export function covers(seen: Seen, other: Seen): boolean {
  for (const [origin, count] of other) if (seenOf(seen, origin) < count) return false;
  return true;
}

/** Adds what `other` knows to `seen`; whether that was anything. */
export function advance(seen: Map<NodeId, number>, other: Seen): boolean {
  let news = false;
  for (const [origin, count] of other) {
    if (count <= seenOf(seen, origin)) continue;
    seen.set(origin, count);
    news = true;
  }
  return news;
}
