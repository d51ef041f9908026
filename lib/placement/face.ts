/** What all placements by hash have in common: from a hash to a name, and errors. @module */

import type { Hashing } from "./hash/hashing.ts";
import type { Hash64 } from "./hash/xxhash64.ts";
import { placeOf } from "./members.ts";
import type { HashPlacement, Member } from "./placement.ts";
import { overZones, type Spread } from "./spread.ts";

/** A way to place, by places among the nodes. */
export interface Way<P extends HashPlacement> {
  /** The nodes, sorted. */
  readonly members: readonly Member[];
  /** How keys are hashed. */
  readonly hashing: Hashing;
  /** How many bytes a lookup may read. */
  readonly stateBytes: number;
  /** The node for a hash; asked only if there is one. */
  pick(hash: Hash64): number;
  /** Nodes in the order in which copies would be given to them, from the one that is picked on. */
  walk(hash: Hash64): Iterable<number>;
  /** How copies are spread; default: over zones. */
  readonly spread?: Spread;
  /** With one node more. */
  add(member: Member): P;
  /** Without the node at a place. */
  removeAt(at: number): P;
  /** With another weight of the node at a place; default: without the old one, with the new one. */
  weighAt?(at: number, member: Member): P;
}

/** What a placement is able to, where the changed ones are of one kind. */
export type Face<P> = Omit<HashPlacement, "add" | "remove" | "weigh"> & {
  /** With one node more. */
  add(member: Member): P;
  /** Without a node. */
  remove(id: string): P;
  /** With another weight of a node. */
  weigh(id: string, weight: number): P;
};

/** The placement that a way makes. */
export function placement<P extends HashPlacement = HashPlacement>(way: Way<P>): Face<P> {
  const { members, hashing, stateBytes, spread = overZones } = way;
  return {
    members,
    stateBytes,
    pick(hash) {
      assertSome(members);
      return way.pick(hash);
    },
    walk: (hash) => way.walk(hash),
    place(key) {
      assertSome(members);
      return members[way.pick(hashing.key(key))]!.id;
    },
    replicas(key, count) {
      assertCount(members, count);
      if (count === 0) return [];
      return spread(way.walk(hashing.key(key)), members, count).map((at) => members[at]!.id);
    },
    add: (member) => way.add(member),
    remove: (id) => way.removeAt(placeOf(members, id, "remove")),
    weigh(id, weight) {
      const at = placeOf(members, id, "weigh"), member = { ...members[at]!, weight };
      return way.weighAt?.(at, member) ?? way.removeAt(at).add(member) as P;
    },
  };
}

/** Throws if there is no node. */
export function assertSome(members: readonly Member[]): void {
  if (members.length > 0) return;
  throw new RangeError("Cannot place a key because there must be a node: given 0 nodes");
}

/** Throws unless there are so many nodes. */
export function assertCount(members: readonly Member[], count: number): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= members.length) return;
  throw new RangeError(
    `Cannot place copies because each is on its own node: given ${count} copies, ${members.length} nodes`,
  );
}
