/**
 * The Bloom filter (Bloom 1970): `m` bits, of which each of `n` keys sets `k`. Another key is taken for
 * one of them if all its bits are set by chance: with probability `(1 − e^(−kn/m))^k`, which is least
 * where `k = ln 2 · m/n`, and then `0.6185^(m/n)`: 0.82% for ten bits a key.
 *
 * ```text
 * kind   1 byte: 1
 * k      1 byte
 * bits   the rest; bit i is bit i mod 8 of byte ⌊i/8⌋, counted from the lowest
 *
 * 01 02 22 04   k = 2 and sixteen bits, of which 1, 5 and 10 are set
 * ```
 *
 * The places of a key need only two hashes: place `i` is `h₁ + i·h₂`, and that costs nothing
 * asymptotically (Kirsch and Mitzenmacher 2006, *Less hashing, same performance*).
 *
 * @module
 */

import {
  assertBitsPerKey,
  type Filter,
  FILTER_HEADER,
  type FilterKind,
  kinds,
  placeOf,
} from "./filter.ts";
import { hashKey } from "./key_hash.ts";

/** How many bits a key should set if each gets `bitsPerKey`: from 1 to 30. */
export function probesFor(bitsPerKey: number): number {
  return Math.min(Math.max(Math.round(Math.LN2 * bitsPerKey), 1), 30);
}

/** Bloom filters with so many bits a key, from 1 to 100. Throws `RangeError` for others. */
export function bloom(bitsPerKey: number): FilterKind {
  assertBitsPerKey(bitsPerKey);
  return {
    name: `bloom of ${bitsPerKey} bits`,
    build(keys) {
      const probes = probesFor(bitsPerKey);
      const filter = new Uint8Array(FILTER_HEADER + Math.ceil(keys.length * bitsPerKey / 8));
      filter[0] = kinds.bloom;
      filter[1] = probes;
      const bits = filter.subarray(FILTER_HEADER);
      for (let i = 0; i < keys.length; i++) set(bits, probes, keys.first(i), keys.second(i));
      return filter;
    },
  };
}

function set(bits: Uint8Array, probes: number, first: number, second: number): void {
  const places = 8 * bits.length, step = second | 1;
  for (let i = 0, hash = first; i < probes; i++, hash = hash + step >>> 0) {
    const place = placeOf(hash, places);
    bits[place >>> 3]! |= 1 << (place & 7);
  }
}

/** Asks a Bloom filter. */
export class BloomFilter implements Filter {
  readonly bytes: number;
  readonly #probes: number;
  readonly #bits: Uint8Array;
  readonly #lanes = new Uint32Array(2);

  /** Of `probes` bits a key. */
  constructor(probes: number, bits: Uint8Array) {
    this.bytes = bits.length + FILTER_HEADER;
    this.#probes = probes;
    this.#bits = bits;
  }

  has(key: Uint8Array): boolean {
    const bits = this.#bits, places = 8 * bits.length;
    if (places === 0) return false;
    hashKey(key, this.#lanes);
    let hash = this.#lanes[0]!;
    const step = this.#lanes[1]! | 1;
    for (let i = this.#probes; i > 0; i--) {
      const place = placeOf(hash, places);
      if ((bits[place >>> 3]! >>> (place & 7) & 1) === 0) return false;
      hash = hash + step >>> 0;
    }
    return true;
  }
}
