/**
 * Hashes of 52 bits, so that the sum of two is still exact as a number, and sums of them.
 *
 * A tree that is to follow single changes cheaply needs a hash of a *set* from which one member can be taken
 * and another be put in its place. Addition does that (Bellare and Micciancio 1997, *A new paradigm for
 * collision-free hashing*, call it AdHash). Exclusive or would do it as well, but takes a hash that comes
 * twice for one that is not there: so two rows of equal hashes look like no rows.
 *
 * Against chance this is enough: two sets that differ have the same sum once in 2⁵² comparisons, about
 * 4.5 · 10¹⁵. Against somebody who may choose what is stored it is not, as sums of so few bits are
 * quickly made to agree; there one takes a hash such as SHA-256, of the members in their order.
 *
 * @module
 */

import { Digest } from "../../../model/digest.ts";

/** A hash: a whole number from 0 to 2⁵² − 1. Of nothing it is 0. */
export type Hash = number;

/** How many hashes there are. */
export const HASHES: number = 2 ** 52;

/** How many bytes a hash takes on the wire, at most: a tag, and 52 bits, seven in a byte. */
export const HASH_BYTES = 9;

/**
 * The hash of some texts, one after the other; where one ends and the next begins makes a difference.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { hashOf } from "hb/membership/anti_entropy/merkle/hash.ts";
 *
 * assert(hashOf("key", "value") !== hashOf("key", "other"));
 * assert(hashOf("ab", "c") !== hashOf("a", "bc"));
 * ```
 */
export function hashOf(...texts: readonly string[]): Hash {
  const digest = new Digest();
  for (const text of texts) digest.add(text);
  return digest.bits();
}

/** The hash of two sets together that have no member in common, from the hashes of both. */
export function plus(a: Hash, b: Hash): Hash {
  const sum = a + b;
  return sum < HASHES ? sum : sum - HASHES;
}

/** The hash of what is left of a set without some of its members, from the hashes of both. */
export function minus(a: Hash, b: Hash): Hash {
  return a < b ? a - b + HASHES : a - b;
}
