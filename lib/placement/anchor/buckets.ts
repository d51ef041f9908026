/**
 * The arrays of AnchorHash (Mendelson, Vargaftik, Barabash, Lorenz, Keslassy and Orda 2020,
 * algorithm 3), in the paper's letters: `a` buckets, of which `w` work.
 *
 * A bucket that was removed remembers how many worked then. A key that falls on it falls again
 * among those; and on one that was removed before, it goes on to who took that one's place.
 *
 * @module
 */

import { spread } from "../../model/hash.ts";
import type { Hash64 } from "../hash/xxhash64.ts";
import { type AnchorRules, rules } from "./rules.ts";

/** Which buckets work. */
export interface Buckets {
  /** A[b]: 0 if bucket b works, or how many worked when it had been removed. */
  readonly A: Int32Array;
  /** K[b]: who took the place of b. */
  readonly K: Int32Array;
  /** W: the buckets that work, in its first `working` places. */
  readonly W: Int32Array;
  /** L[b]: where b was last in W. */
  readonly L: Int32Array;
  /** Removed ones, the last removed at the end. */
  readonly removed: readonly number[];
}

/** `working` of `capacity` buckets, the first ones. */
export function newBuckets(capacity: number, working: number): Buckets {
  const own = () => Int32Array.from({ length: capacity }, (_, b) => b);
  const buckets = { A: new Int32Array(capacity), K: own(), W: own(), L: own() };
  const removed: number[] = [];
  for (let b = capacity - 1; b >= working; b--) {
    remove(buckets, b, b);
    removed.push(b);
  }
  return { ...buckets, removed };
}

/** With one of the removed buckets, the last; there must be one. */
export function withOneMore(
  before: Buckets,
  { next }: AnchorRules = rules,
): { readonly buckets: Buckets; readonly bucket: number } {
  const which = next(before.removed), bucket = before.removed[which]!;
  const buckets = copied(before), { A, K, W, L } = buckets;
  const working = before.A.length - before.removed.length;
  A[bucket] = 0;
  L[W[working]!] = working;
  W[L[bucket]!] = K[bucket] = bucket;
  return { buckets: { ...buckets, removed: before.removed.toSpliced(which, 1) }, bucket };
}

/** Without a bucket, which must work. */
export function withoutOne(before: Buckets, bucket: number): Buckets {
  const buckets = copied(before);
  remove(buckets, bucket, before.A.length - before.removed.length - 1);
  return { ...buckets, removed: [...before.removed, bucket] };
}

type Arrays = Pick<Buckets, "A" | "K" | "W" | "L">;

/** Removes a bucket, after which so many work. */
function remove({ A, K, W, L }: Arrays, bucket: number, working: number): void {
  A[bucket] = working;
  W[L[bucket]!] = K[bucket] = W[working]!;
  L[W[working]!] = L[bucket]!;
}

function copied({ A, K, W, L }: Buckets): Arrays {
  return { A: A.slice(), K: K.slice(), W: W.slice(), L: L.slice() };
}

/** The bucket of a key, which works if any does. */
export function bucketOf(buckets: Buckets, hash: Hash64): number {
  return fall(buckets, hash);
}

/** The buckets on which a key falls, until one works. */
export function fallsOf(buckets: Buckets, hash: Hash64): readonly number[] {
  const falls: number[] = [];
  fall(buckets, hash, falls);
  return falls;
}

function fall({ A, K }: Buckets, { high, low }: Hash64, falls?: number[]): number {
  let bucket = part(high, A.length);
  falls?.push(bucket);
  while (A[bucket]! > 0) {
    const worked = A[bucket]!;
    let other = part(spread(high ^ spread(low + bucket | 0)), worked);
    // Those that were removed after it had worked then: on from each to who took its place.
    while (A[other]! >= worked) other = K[other]!;
    bucket = other;
    falls?.push(bucket);
  }
  return bucket;
}

/** 32 bits as a number from 0 to `count` − 1. */
function part(bits: number, count: number): number {
  return Math.floor(bits * count / 2 ** 32);
}
