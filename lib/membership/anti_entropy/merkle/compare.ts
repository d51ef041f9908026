/**
 * The way down to what differs, in two trees that are at hand: what replicas do by messages, level by level.
 *
 * @module
 */

import { childrenOf, hashAt, type MerkleTree, ROOT, type TreeNode } from "./tree.ts";

/** What a comparison has found, and what it took. */
export interface Comparison {
  /** The leaves that differ, in their order. */
  readonly leaves: readonly number[];
  /** How many pairs of hashes were compared. */
  readonly compared: number;
}

/**
 * Compares two trees of one shape from the root down: below nodes that are equal nothing is looked at. With `d` leaves
 * that differ, at most `1 + d · branching · depth` pairs of hashes are.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareTrees } from "hb/membership/anti_entropy/merkle/compare.ts";
 * import { change, emptyTree, leafOf } from "hb/membership/anti_entropy/merkle/tree.ts";
 *
 * const shape = { branching: 16, depth: 4 };
 * const [here, there] = [emptyTree(shape), emptyTree(shape)];
 * for (const tree of [here, there]) change(tree, "x", 0, 17);
 * assertEquals(compareTrees(here, there), { leaves: [], compared: 1 });
 * change(there, "y", 0, 18);
 * assertEquals(compareTrees(here, there), { leaves: [leafOf(shape, "y")], compared: 1 + 4 * 16 });
 * ```
 */
export function compareTrees(here: MerkleTree, there: MerkleTree): Comparison {
  const { shape } = here;
  if (shape.branching !== there.shape.branching || shape.depth !== there.shape.depth) {
    throw new RangeError(
      `Cannot compare Merkle trees because they must have one shape: given branching ${shape.branching} and ` +
        `${there.shape.branching}, depth ${shape.depth} and ${there.shape.depth}`,
    );
  }
  let level: TreeNode[] = [ROOT], compared = 0, differing: TreeNode[] = [];
  for (let depth = 0; depth <= shape.depth; depth++) {
    compared += level.length;
    differing = level.filter((node) => hashAt(here, node) !== hashAt(there, node));
    level = differing.flatMap((node) => childrenOf(shape, node));
  }
  return { leaves: differing.map(({ index }) => index), compared };
}
