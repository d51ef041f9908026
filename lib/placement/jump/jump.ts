/**
 * Jump consistent hash (Lamping and Veach 2014): from a key and the number of buckets to a bucket,
 * without any table. Were buckets added one by one, a key would move to the new one, the j-th, with
 * probability 1/(j + 1); it is enough to jump from one such move to the next, ln n of them for n
 * buckets.
 *
 * Buckets are numbered, so only the last one can come or go without moving keys of others. Here the
 * nodes are the buckets in the order of their names, since nothing but the set may decide: without
 * a node in the middle all that come after it have other numbers, and their keys move.
 *
 * @module
 */

import { placement } from "../face.ts";
import { add, multiply } from "../hash/words.ts";
import { type Hashing, hashing as newHashing } from "../hash/hashing.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { assertEven, membersOf, withMember } from "../members.ts";
import type { HashPlacement, Member } from "../placement.ts";
import { salted } from "../salted.ts";

/** The multiplier of the paper's linear congruential generator. */
const STEP = { high: 0x27bb2ee6, low: 0x87b0b0fd };

/**
 * The bucket, from 0 to `buckets` − 1, of a key of 64 bits.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { jump } from "hb/placement/jump/jump.ts";
 *
 * assertEquals(jump({ high: 0, low: 1 }, 1), 0);
 * assertEquals(jump({ high: 0xdeadbeef, low: 0x0badcafe }, 1000) < 1000, true);
 * ```
 */
export function jump(hash: Hash64, buckets: number): number {
  return leap(hash, buckets);
}

/**
 * The buckets that a key of 64 bits was in while there were fewer and fewer, from 0 on: its jumps.
 */
export function jumpsOf(hash: Hash64, buckets: number): readonly number[] {
  const jumps: number[] = [];
  leap(hash, buckets, jumps);
  return jumps;
}

function leap({ high, low }: Hash64, buckets: number, jumps?: number[]): number {
  if (!Number.isSafeInteger(buckets) || buckets < 1) {
    throw new RangeError(
      `Cannot jump because there must be at least one bucket: given ${buckets} buckets`,
    );
  }
  const state = Int32Array.of(high, low);
  let bucket = 0, next = 0;
  while (next < buckets) {
    bucket = next;
    jumps?.push(bucket);
    multiply(state, 0, STEP.high, STEP.low);
    add(state, 0, 0, 1);
    // The upper 31 bits and 1, of 2^31.
    next = Math.floor((bucket + 1) * (2 ** 31 / ((state[0]! >>> 1) + 1)));
  }
  return bucket;
}

/** How a placement by jumps is made. */
export interface JumpOptions {
  /** Default: with seed 0. */
  readonly hashing?: Hashing;
}

/** Buckets are nodes in the order of their names. It knows no weights. */
export function jumping(given: Iterable<Member> = [], options: JumpOptions = {}): HashPlacement {
  const { hashing = newHashing() } = options;
  return over(membersOf(given), hashing);
}

function over(members: readonly Member[], hashing: Hashing): HashPlacement {
  assertEven(members, "jump hashing");
  const pick = (hash: Hash64) => jump(hash, members.length);
  return placement({
    members,
    hashing,
    stateBytes: 0,
    pick,
    walk: (hash) => salted(hash, members.length, pick),
    add: (member) => over(withMember(members, member).members, hashing),
    removeAt: (at) => over(members.toSpliced(at, 1), hashing),
    weighAt: (at, member) => over(membersOf(members.with(at, member)), hashing),
  });
}
