/**
 * Rendezvous over a skeleton, after the hierarchies of Wang and Ravishankar (2009): not all nodes
 * are asked but, from a root on, the parts of a tree, each with the weight of all that is in it. So
 * a lookup takes some scores a level, and not as many as there are nodes; and shares are as even as
 * they are without the tree.
 *
 * The tree is that of the nodes' hashes, of a fixed depth, and so the set decides it. The price:
 * with a node more the weights on its way rise, at each level keys move to that way, and of those
 * only some go on to the node. Each level moves as many as the node is due; of them all, at most
 * levels + 1 times as many as must.
 *
 * @module
 */

import { placement } from "../face.ts";
import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { find, membersOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { salted } from "../salted.ts";
import { score } from "./score.ts";
import { descend, type Leafed, leafed, type Part, planted, pruned } from "./tree.ts";

/** How it is made. */
export interface SkeletonOptions {
  /**
   * Levels of eight branches above the leaves, 0 to 10: 8 to that power is best near the number of
   * nodes; default 3.
   */
  readonly levels?: number;
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
}

/** A placement that says what a lookup costs. */
export interface Skeleton extends HashPlacement {
  /** How many scores a lookup of a key of this hash takes. */
  scores(hash: Hash64): number;
  /** With one node more. */
  add(member: Member): Skeleton;
  /** Without a node. */
  remove(id: string): Skeleton;
  /** With another weight of a node. */
  weigh(id: string, weight: number): Skeleton;
}

/** What a node takes in memory, about: a record, its hash, its weight. */
const NODE_BYTES = 64;

/** The nodes below a skeleton. */
export function skeleton(given: Iterable<Member> = [], options: SkeletonOptions = {}): Skeleton {
  const { levels = 3, hashing = newHashing() } = options;
  if (!Number.isSafeInteger(levels) || levels < 0 || levels > 10) {
    throw new RangeError(`Cannot make a skeleton because it has 0 to 10 levels: given ${levels}`);
  }
  const members = membersOf(given);
  const tree = members.reduce<Part | undefined>(
    (tree, member) => planted(tree, leafOf(member, hashing), levels),
    undefined,
  );
  return over(members, tree, { levels, hashing });
}

function leafOf(member: Member, hashing: Hashing): Leafed {
  return leafed(member, hashing.point(member.id, 0));
}

function over(
  members: readonly Member[],
  tree: Part | undefined,
  settings: Required<SkeletonOptions>,
): Skeleton {
  const { levels, hashing } = settings;
  const found = (key: Hash64) => descend(tree!, ({ high, low }) => score(key, high, low));
  const pick = (key: Hash64) => find(members, found(key).node.member.id);
  const face = placement<Skeleton>({
    members,
    hashing,
    stateBytes: NODE_BYTES * members.length,
    pick,
    walk: (hash) => salted(hash, members.length, pick),
    add(member) {
      const { members: more } = withMember(members, member);
      return over(more, planted(tree, leafOf(member, hashing), levels), settings);
    },
    removeAt(at) {
      const less = pruned(tree, leafOf(members[at]!, hashing), levels);
      return over(members.toSpliced(at, 1), less, settings);
    },
  });
  return { ...face, scores: (hash) => found(hash).scores };
}
