/**
 * Filters: small stand-ins for large sets of keys. A filter that is asked for a key of the set says yes;
 * asked for another key it says no, or now and then yes. So a table whose filter says no need not be
 * read.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { bloom } from "hb/storage/bloom/bloom.ts";
 * import { KeyHashes } from "hb/storage/bloom/key_hash.ts";
 * import { readFilter } from "hb/storage/bloom/read_filter.ts";
 *
 * const keys = new KeyHashes(), encoder = new TextEncoder();
 * for (const word of ["to", "be", "or", "not"]) keys.add(encoder.encode(word));
 * const filter = readFilter(bloom(10).build(keys));
 * assert(filter.has(encoder.encode("be")));
 * assert(!filter.has(encoder.encode("question")));
 * ```
 *
 * @module
 */

import type { KeyHashes } from "./key_hash.ts";

/** A set of keys, and some more. */
export interface Filter {
  /** How many bytes it has. */
  readonly bytes: number;
  /** False only if the key is not in the set. */
  has(key: Uint8Array): boolean;
}

/** A way to build filters. */
export interface FilterKind {
  /** What it is called. */
  readonly name: string;
  /** A filter of these keys in bytes, which `readFilter` knows; there may be none. */
  build(keys: KeyHashes): Uint8Array;
}

/** What the first byte of a filter says. */
export const kinds = { bloom: 1, blocked: 2, ribbon: 3 } as const;

/** How many bytes stand before a filter's bits: its kind, and how many of them a key takes. */
export const FILTER_HEADER = 2;

/**
 * Where `hash`, of 32 bits, falls among `places`: each is as likely (Lemire 2019, *Fast random integer
 * generation*).
 */
export function placeOf(hash: number, places: number): number {
  return Math.floor(hash * places / 2 ** 32);
}

/**
 * Throws `RangeError` unless a filter can be made with so many bits a key, from 1 to 100. One of no bits
 * would say no to its own keys, and they would be lost; more than 100 make none better that sets at most 30
 * bits a key.
 */
export function assertBitsPerKey(bitsPerKey: number): void {
  if (bitsPerKey >= 1 && bitsPerKey <= 100) return;
  throw new RangeError(
    `Cannot make a filter because its bits a key must be from 1 to 100: given ${bitsPerKey}`,
  );
}
