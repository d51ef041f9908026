/**
 * A tree over the hashes of nodes: each level divides by three bits of a node's hash, and each part
 * weighs what all nodes in it weigh together. A tree does not change; one with a node more shares
 * all parts but those on the way.
 *
 * @module
 */

import { spread } from "../../model/hash.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { byId, weightOf } from "../members.ts";
import type { Member } from "../placement.ts";
import { weigh } from "./score.ts";

/** Bits of a level, and how many parts a fork has. */
const BITS = 3;
const PARTS = 2 ** BITS;

/** A node, or a part of the tree: what a key can be scored with, and its weight. */
export interface Scored {
  /** What its score with a key is made of. */
  readonly hash: Hash64;
  /** Its own weight, or that of all nodes in it. */
  readonly weight: number;
}

/** A node in a leaf. */
export interface Leafed extends Scored {
  /** Which one it is. */
  readonly member: Member;
}

/**
 * A part of the tree: a fork whose parts are parts, or a leaf whose parts are nodes. Neither is
 * empty.
 */
export interface Part extends Scored {
  /** Which bits of a node's hash lead here. */
  readonly path: number;
  /** What a fork divides into, by those bits. */
  readonly forks?: readonly Part[];
  /** The nodes of a leaf, by name. */
  readonly leaves?: readonly Leafed[];
}

/** With a node more, in a tree of so many levels; `undefined` is the empty tree. */
export function planted(tree: Part | undefined, node: Leafed, levels: number): Part {
  return changed(
    tree,
    node,
    levels,
    0,
    0,
    (leaves) => [...leaves, node].sort((a, b) => byId(a.member, b.member)),
  )!;
}

/** Without a node. */
export function pruned(tree: Part | undefined, node: Leafed, levels: number): Part | undefined {
  return changed(
    tree,
    node,
    levels,
    0,
    0,
    (leaves) => leaves.filter(({ member }) => member.id !== node.member.id),
  );
}

type Change = (leaves: readonly Leafed[]) => readonly Leafed[];

function changed(
  part: Part | undefined,
  node: Leafed,
  levels: number,
  level: number,
  path: number,
  change: Change,
): Part | undefined {
  const hash = hashOf(level, path);
  if (level === levels) {
    const leaves = change(part?.leaves ?? []);
    return leaves.length === 0 ? undefined : { hash, weight: sum(leaves), path, leaves };
  }
  const own = path * PARTS + (node.hash.high >>> 32 - BITS * (level + 1)) % PARTS;
  const old = part?.forks?.find((fork) => fork.path === own);
  const fresh = changed(old, node, levels, level + 1, own, change);
  const forks = (part?.forks ?? []).filter((fork) => fork !== old).concat(fresh ?? [])
    .sort((a, b) => a.path - b.path);
  return forks.length === 0 ? undefined : { hash, weight: sum(forks), path, forks };
}

/** Both halves, as parts of one level are told apart by scores. */
function hashOf(level: number, path: number): Hash64 {
  const high = spread(path ^ spread(level));
  return { high, low: spread(high + 1) };
}

/** Summed anew, in one order, so that it does not depend on what was there before. */
function sum(parts: readonly Scored[]): number {
  return parts.reduce((sum, { weight }) => sum + weight, 0);
}

/** A node as the tree takes it. */
export function leafed(member: Member, hash: Hash64): Leafed {
  return { member, hash, weight: weightOf(member) };
}

/** The node to which scores lead from the root, and how many scores that took. */
export function descend(
  tree: Part,
  scoreOf: (hash: Hash64) => number,
): { node: Leafed; scores: number } {
  let part = tree, scores = 0;
  for (;;) {
    const parts = part.forks ?? part.leaves!;
    scores += parts.length;
    const found = heaviest(parts, scoreOf);
    if (part.forks === undefined) return { node: found as Leafed, scores };
    part = found as Part;
  }
}

function heaviest(parts: readonly Scored[], scoreOf: (hash: Hash64) => number): Scored {
  let found = parts[0]!, greatest = -1;
  if (parts.length === 1) return found;
  for (const part of parts) {
    const worth = weigh(scoreOf(part.hash), part.weight);
    if (worth > greatest) {
      found = part;
      greatest = worth;
    }
  }
  return found;
}
