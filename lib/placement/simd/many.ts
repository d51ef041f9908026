/** Batches of keys on a ring and in rendezvous: hashed and placed in one go. @module */

import { keySeed } from "../hash/hashing.ts";
import { weightOf } from "../members.ts";
import type { Rendezvous } from "../rendezvous/rendezvous.ts";
import type { Ring } from "../ring/ring.ts";
import { vectors } from "./compiled.ts";
import type { Loops, Texts } from "./loops.ts";

/** How batches are placed. */
export interface ManyOptions {
  /** The seed of the hashing that the placement was made with; default 0. */
  readonly seed?: number;
  /** Default: those with vectors. */
  readonly loops?: Loops;
}

/** For each key the place among the members of its node. */
export type PlaceMany = (keys: Texts) => Uint32Array;

/**
 * Places batches on a ring, as its `place` does one by one. Throws without a node.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ring } from "hb/placement/ring/ring.ts";
 * import { textsOf } from "hb/placement/simd/loops.ts";
 * import { manyOnRing } from "hb/placement/simd/many.ts";
 *
 * const nodes = ring([{ id: "a" }, { id: "b" }, { id: "c" }]), keys = ["x", "y", "z"];
 * const found = manyOnRing(nodes)(textsOf(keys));
 * assertEquals([...found].map((at) => nodes.members[at]!.id), keys.map(nodes.place));
 * ```
 */
export function manyOnRing({ points }: Ring, options: ManyOptions = {}): PlaceMany {
  const { seed = 0, loops = vectors } = options, { positions, owners } = points;
  const find = loops.search(positions);
  return (keys) => find(loops.texts(keys, keySeed(seed)).highs).map((point) => owners[point]!);
}

/**
 * Places batches in rendezvous, as its `place` does one by one. Throws without a node, and if
 * weights differ.
 */
export function manyInRendezvous(
  { members, hashes }: Rendezvous,
  options: ManyOptions = {},
): PlaceMany {
  const { seed = 0, loops = vectors } = options;
  const other = members.find((member) => weightOf(member) !== weightOf(members[0]!));
  if (other !== undefined) {
    throw new RangeError(
      `Cannot place batches because all nodes must weigh the same: given ${
        weightOf(other)
      } for "${other.id}"`,
    );
  }
  const place = loops.rendezvous(hashes);
  return (keys) => place(loops.texts(keys, keySeed(seed)));
}
