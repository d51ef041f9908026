/** Rings and keys as pictures of them need them: places as parts of a turn. @module */

import { hashing } from "../../placement/hash/hashing.ts";
import type { Ring } from "../../placement/ring/ring.ts";

/** How many positions there are on a ring. */
const TURN = 2 ** 32;

/** The nodes of a ring, each with the places of its points. */
export function partsOf(
  { members, points: { positions, owners } }: Ring,
): { readonly name: string; readonly points: readonly number[] }[] {
  return members.map(({ id }, member) => ({
    name: id,
    points: [...positions].filter((_, i) => owners[i] === member).map((at) => at / TURN),
  }));
}

/** Keys, each with its place on a ring whose hashes have seed 0. */
export function placesOfKeys(
  keys: readonly string[],
): { readonly name: string; readonly at: number }[] {
  const hashes = hashing();
  return keys.map((name) => ({ name, at: hashes.key(name).high / TURN }));
}
