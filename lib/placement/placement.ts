/**
 * Which node keeps a key: one interface for all ways to say it.
 *
 * A placement does not change. To add a node, to remove or to weigh one makes another placement,
 * which shares what it can with the one before; for while keys move, both are needed, the old one
 * to find a key where it was and the new one to know where it belongs; readers need no lock; and a
 * change that is refused has changed nothing. It costs the copy of what does change, at most a few
 * typed arrays, where members change rarely and keys are looked up all the time.
 *
 * @module
 */

import type { Key } from "./hash/hashing.ts";
import type { Hash64 } from "./hash/xxhash64.ts";

/** A node that keys can be given to. */
export interface Member {
  /** Its name: a text, and in a cluster the same everywhere, such as its address. */
  readonly id: string;
  /** Which share it has, beside others'; above 0, default 1. */
  readonly weight?: number;
  /** What fails as one, such as a rack; default: the node alone. */
  readonly zone?: string;
}

/** Who keeps what. */
export interface Placement {
  /** Its nodes, by their names. */
  readonly members: readonly Member[];
  /** The name of the node that keeps a key. Throws without a node. */
  place(key: Key): string;
  /**
   * The names of `count` nodes that keep copies of a key, each once, the one that `place` says
   * first. Zones are different as long as there are new ones; for that, a node that is further down
   * may come before one of a zone that has a copy. Throws unless there are so many nodes.
   */
  replicas(key: Key, count: number): readonly string[];
  /** With one node more. Throws if its name is there. */
  add(member: Member): Placement;
  /** Without a node. Throws if there is none of this name. */
  remove(id: string): Placement;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Placement;
}

/** A placement that knows nothing of a key but its hash. */
export interface HashPlacement extends Placement {
  /** The place among `members` of the node for keys of this hash. Throws without a node. */
  pick(hash: Hash64): number;
  /**
   * Places among `members` in the order in which keys of this hash would rather be, some maybe
   * twice.
   */
  walk(hash: Hash64): Iterable<number>;
  /** How many bytes a lookup may read: what each client keeps. */
  readonly stateBytes: number;
  /** With one node more. */
  add(member: Member): HashPlacement;
  /** Without a node. */
  remove(id: string): HashPlacement;
  /** With another weight of a node. */
  weigh(id: string, weight: number): HashPlacement;
}
