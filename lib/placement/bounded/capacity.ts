/**
 * How much a node takes at most, in consistent hashing with bounded loads (Mirrokni, Thorup and
 * Zadimoghaddam, SODA 2018): of m keys on n nodes, ⌈(1 + ε)·m/n⌉ each, or with weights ⌈(1 +
 * ε)·m·w/W⌉.
 *
 * Together that is m at least, so that as long as a key is to be placed some node has room: if none
 * had, there would be (1 + ε)·m keys. Whoever asks all nodes in turn finds it.
 *
 * @module
 */

import { weightOf } from "../members.ts";
import type { Member } from "../placement.ts";

/**
 * What each node takes at most, by place, of so many keys in all. Throws unless ε is a number from
 * 0 on.
 */
export function capacities(
  members: readonly Member[],
  keys: number,
  epsilon: number,
): readonly number[] {
  assertEpsilon(epsilon);
  const all = members.reduce((sum, member) => sum + weightOf(member), 0);
  return members.map((member) => roundedUp((1 + epsilon) * keys * weightOf(member) / all));
}

/** How far a product of a few numbers may be from what it stands for, as a part of it. */
const ROUNDING = 1e-12;

/** The next whole number, where rounding alone does not make one more: 1.1 · 100 / 10 is 11, and 11.000000000000002. */
export function roundedUp(share: number): number {
  return Math.ceil(share * (1 - ROUNDING));
}

/** Throws unless ε is a number from 0 on. */
export function assertEpsilon(epsilon: number): void {
  if (epsilon >= 0 && epsilon < Infinity) return;
  throw new RangeError(
    `Cannot bound loads because epsilon must be a number from 0 on: given ${epsilon}`,
  );
}

/** Who is asked for room. */
export type Probe = (walk: Iterable<number>, hasRoom: (at: number) => boolean) => number;

/**
 * The first that has room, whoever it is: to ask a few only would miss it. Throws if nobody has.
 */
export function untilRoom(walk: Iterable<number>, hasRoom: (at: number) => boolean): number {
  for (const at of walk) if (hasRoom(at)) return at;
  throw new Error("Cannot place a key because some node must have room: given a walk past none");
}
