/**
 * How many must say the same where some lie (Lamport, Shostak and Pease 1982; Castro and Liskov 1999, section 3).
 *
 * Of n replicas, f = ⌊(n − 1)/3⌋ may be traitors. Two quorums of ⌈(n + f + 1)/2⌉ have f + 1 replicas in common, so a
 * loyal one; and where f are silent, there still is a quorum. At n = 3f + 1 that is 2f + 1.
 *
 * @module
 */

import { assertKinds, wholeFrom } from "../model/kinds.ts";

/** f: how many of `n` may be traitors. */
export function faults(n: number): number {
  assertKinds("count the faults that replicas stand", { n }, { n: wholeFrom(1) });
  return Math.floor((n - 1) / 3);
}

/**
 * How many of `n` are a quorum.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { faults, quorum, weak } from "hb/consensus/byzantine_quorum.ts";
 *
 * assertEquals([4, 5, 6, 7, 10].map(faults), [1, 1, 1, 2, 3]);
 * assertEquals([4, 5, 6, 7, 10].map(quorum), [3, 4, 4, 5, 7]);
 * assertEquals([4, 7].map(weak), [2, 3]);
 * ```
 */
export function quorum(n: number): number {
  return Math.ceil((n + faults(n) + 1) / 2);
}

/** f + 1: so many that one of them is loyal. */
export function weak(n: number): number {
  return faults(n) + 1;
}
