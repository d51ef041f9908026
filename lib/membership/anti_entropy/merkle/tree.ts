/**
 * Merkle trees (Merkle 1987, *A digital signature based on a conventional encryption function*) over a range
 * of keys, as replicas compare them (DeCandia et al. 2007, *Dynamo*, section 4.7). The space of hashed keys is
 * cut into `branching ^ depth` leaves of equal width. A leaf has the hash of the items in it, an inner node
 * that of its children, in their places; so two roots are equal when the contents are, and if they are not, the
 * way down to what differs is short.
 *
 * ```
 * level 0                     root                     all keys
 * level 1           0                     1            half of them each
 * level 2      0         1          2          3       leaves: a quarter each
 * ```
 *
 * Only nodes that are not empty are kept: at most `depth + 1` numbers an item, however many leaves there are.
 * A change of one item changes one hash on each level, and nothing else is looked at: each node's hash is a
 * sum, from which what a child was is taken and what it is now is added.
 *
 * The tree knows keys and hashes, and no item. What it is a tree of, and what of an item is hashed, is said by
 * whoever has it; nothing that differs between replicas with the same contents may be, and nothing that matters
 * may be left out.
 *
 * @module
 */

import { spread } from "../../../model/hash.ts";
import { pow } from "../../../model/real/pow.ts";
import { type Hash, HASHES, hashOf, minus, plus } from "./hash.ts";

/** How a tree is built. Replicas that compare theirs must have the same. */
export interface Shape {
  /** How many children an inner node has: 2 or more. */
  readonly branching: number;
  /** How many levels there are below the root; with 0 the root is the only leaf. */
  readonly depth: number;
}

/** A node of a tree: of the range of its keys, too. */
export interface TreeNode {
  /** Its level, from 0 for the root to `depth` for a leaf. */
  readonly level: number;
  /** Its place on that level, from 0. */
  readonly index: number;
}

/** A tree; plain data. */
export interface MerkleTree {
  /** How it is built. */
  readonly shape: Shape;
  /** `levels[level].get(index)`: the hash of each node that is not empty. */
  readonly levels: readonly Map<number, Hash>[];
}

/** The root. */
export const ROOT: TreeNode = { level: 0, index: 0 };

/** A tree of nothing. Throws for a shape that cannot be. */
export function emptyTree({ branching, depth }: Shape): MerkleTree {
  leavesOf({ branching, depth });
  return {
    shape: { branching, depth },
    levels: Array.from({ length: depth + 1 }, () => new Map<number, Hash>()),
  };
}

/** How many leaves there are. Throws for a shape that cannot be. */
export function leavesOf({ branching, depth }: Shape): number {
  const leaves = pow(branching, depth);
  const can = Number.isInteger(branching) && branching >= 2 && Number.isInteger(depth) &&
    depth >= 0 && leaves <= 2 ** 32;
  if (can) return leaves;
  throw new RangeError(
    `Cannot build a Merkle tree because its branching must be 2 or more, its depth 0 or more, and its leaves ` +
      `at most 2^32: given branching ${branching} and depth ${depth}`,
  );
}

/** The leaf that a key belongs to, from 0: neighbours among leaves have neighbouring hashes of keys. */
export function leafOf(shape: Shape, key: string): number {
  return Math.floor(hashOf(key) / HASHES * leavesOf(shape));
}

/** The hash of a set in which one member has come in the place of another; 0 stands for no member. */
export type Joined = (set: Hash, before: Hash, after: Hash) => Hash;

/** The set without the one, and with the other. */
export function exchanged(set: Hash, before: Hash, after: Hash): Hash {
  return plus(minus(set, before), after);
}

/**
 * Says that what `key` has has changed: it had the hash `before` and has `after`; 0 for nothing.
 *
 * @example Two replicas, the same in the end, in another order
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { hashOf } from "hb/membership/anti_entropy/merkle/hash.ts";
 * import { change, emptyTree, hashAt, ROOT } from "hb/membership/anti_entropy/merkle/tree.ts";
 *
 * const shape = { branching: 2, depth: 3 };
 * const [here, there] = [emptyTree(shape), emptyTree(shape)];
 * change(here, "x", 0, hashOf("x", "1"));
 * change(here, "y", 0, hashOf("y", "2"));
 * change(there, "y", 0, hashOf("y", "2"));
 * change(there, "x", 0, hashOf("x", "0"));
 * change(there, "x", hashOf("x", "0"), hashOf("x", "1"));
 * assertEquals(here, there);
 * assertEquals(hashAt(here, ROOT), hashAt(there, ROOT));
 * ```
 */
export function change(tree: MerkleTree, key: string, before: Hash, after: Hash): void {
  changeLeaf(tree, leafOf(tree.shape, key), before, after);
}

/** The same, for whoever knows the leaf. Another way to join the hashes of a leaf than by sums is there to be tried. */
export function changeLeaf(
  { shape, levels }: MerkleTree,
  leaf: number,
  before: Hash,
  after: Hash,
  joined: Joined = exchanged,
): void {
  let index = leaf, out = before, into = after;
  for (let level = shape.depth; level >= 0; level--) {
    const hashes = levels[level]!, was = hashes.get(index) ?? 0;
    const is = level === shape.depth ? joined(was, out, into) : exchanged(was, out, into);
    if (is === 0) hashes.delete(index);
    else hashes.set(index, is);
    const place = index % shape.branching;
    index = Math.floor(index / shape.branching);
    out = inPlace(was, place);
    into = inPlace(is, place);
  }
}

/** The hash of a node; 0 when nothing is in its range. */
export function hashAt({ levels }: MerkleTree, { level, index }: TreeNode): Hash {
  return levels[level]?.get(index) ?? 0;
}

/** The children of an inner node, in their order; of a leaf, none. */
export function childrenOf({ branching, depth }: Shape, { level, index }: TreeNode): TreeNode[] {
  if (level >= depth) return [];
  return Array.from({ length: branching }, (_, place) => ({
    level: level + 1,
    index: index * branching + place,
  }));
}

/** What a child adds to its parent: were it the same in every place, children could change places unseen. */
function inPlace(hash: Hash, place: number): Hash {
  if (hash === 0) return 0;
  const low = hash % 2 ** 32 | 0, high = Math.floor(hash / 2 ** 32);
  const upper = spread(low ^ Math.imul(place + 1, 0x9e3779b1)) ^ high;
  const lower = spread(upper ^ low + place);
  return (spread(upper + Math.imul(lower, 5)) & 0xfffff) * 2 ** 32 + (lower >>> 0);
}
