/**
 * Lease configurations (Moraru, Andersen and Kaminsky 2014, section 3): who holds leases, of which keys. They are
 * numbered, and part of the replicated state, so that two servers that know the same number mean the same.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { answersIn, type KeyRange, type Keys, respondersIn, wantedIn } from "../keys.ts";

/** Who holds leases, of which keys. */
export interface Configuration {
  /** Counts the configurations; the first is 0. */
  readonly number: number;
  /** Who; null when everybody holds leases, of all keys. */
  readonly ranges: readonly KeyRange[] | null;
}

/** Everybody who holds leases of something. */
export function holdersIn(
  { ranges }: Configuration,
  everybody: readonly NodeId[],
): readonly NodeId[] {
  return ranges === null ? everybody : [...wantedIn(ranges)].sort((a, b) => a - b);
}

/** Whether a server holds leases of one of these keys, so that a write of them concerns it. */
export function concerns({ ranges }: Configuration, node: NodeId, keys: Keys): boolean {
  return ranges === null || respondersIn(ranges, keys).has(node);
}

/** Whether a server holds leases of all of these keys, so that it may answer a read of them. */
export function holds({ ranges }: Configuration, node: NodeId, keys: Keys): boolean {
  return ranges === null || answersIn(ranges, node, keys);
}
