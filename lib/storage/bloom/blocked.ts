/**
 * The blocked Bloom filter (Putze, Sanders and Singler 2007, *Cache-, hash- and space-efficient Bloom
 * filters*): a key sets all its bits in one line of 64 bytes, so that to ask for it takes one miss of the
 * processor's cache instead of `k`. Some lines get more keys than others, and so it is wrong a little
 * more often than a Bloom filter of its size.
 *
 * ```text
 * kind    1 byte: 2
 * k       1 byte
 * lines   the rest, each 64 bytes
 * ```
 *
 * `h₁ + i·h₂` would repeat itself in so few places. Each next place is taken from the highest bits of the
 * hash, which is then multiplied by an odd number (as in RocksDB's filters; Dillinger 2019).
 *
 * @module
 */

import { probesFor } from "./bloom.ts";
import {
  assertBitsPerKey,
  type Filter,
  FILTER_HEADER,
  type FilterKind,
  kinds,
  placeOf,
} from "./filter.ts";
import { hashKey } from "./key_hash.ts";

/** How long a line is, in bytes; it has 2⁹ bits. */
export const LINE = 64;

/** The whole number closest to 2³² divided by the golden ratio. */
const golden = 0x9e3779b9;

/**
 * Blocked Bloom filters with so many bits a key, from 1 to 100, or a few more where that fills a line.
 * Throws `RangeError` for others.
 */
export function blockedBloom(bitsPerKey: number): FilterKind {
  assertBitsPerKey(bitsPerKey);
  return {
    name: `blocked bloom of ${bitsPerKey} bits`,
    build(keys) {
      const probes = probesFor(bitsPerKey);
      const lines = Math.ceil(keys.length * bitsPerKey / (8 * LINE));
      const filter = new Uint8Array(FILTER_HEADER + lines * LINE);
      filter[0] = kinds.blocked;
      filter[1] = probes;
      const bits = filter.subarray(FILTER_HEADER);
      for (let i = 0; i < keys.length; i++) {
        const line = LINE * placeOf(keys.first(i), lines);
        for (let probe = 0, hash = keys.second(i); probe < probes; probe++) {
          bits[line + (hash >>> 26)]! |= 1 << (hash >>> 23 & 7);
          hash = Math.imul(hash, golden);
        }
      }
      return filter;
    },
  };
}

/** Asks a blocked Bloom filter. */
export class BlockedBloomFilter implements Filter {
  readonly bytes: number;
  readonly #probes: number;
  readonly #bits: Uint8Array;
  readonly #lanes = new Uint32Array(2);

  /** Of `probes` bits a key, in whole lines. */
  constructor(probes: number, bits: Uint8Array) {
    this.bytes = bits.length + FILTER_HEADER;
    this.#probes = probes;
    this.#bits = bits;
  }

  has(key: Uint8Array): boolean {
    const bits = this.#bits;
    if (bits.length === 0) return false;
    hashKey(key, this.#lanes);
    const line = LINE * placeOf(this.#lanes[0]!, bits.length / LINE);
    let hash = this.#lanes[1]!;
    for (let i = this.#probes; i > 0; i--) {
      if ((bits[line + (hash >>> 26)]! >>> (hash >>> 23 & 7) & 1) === 0) return false;
      hash = Math.imul(hash, golden);
    }
    return true;
  }
}
