/**
 * xxHash64 (Collet 2012; the specification is doc/xxhash_spec.md of the reference implementation):
 * 64 bits of some bytes, the same on every machine. It is against chance and not against an
 * adversary: who knows the seed finds keys that hash alike.
 *
 * Four accumulators take 32 bytes a turn; what is left is taken by eight, four and one; at the end
 * each bit is spread over all others.
 *
 * @module
 */

import { add, foldRight, multiply, put, rotate } from "./words.ts";

/** 64 bits as two numbers, each from 0 to 2^32 − 1. */
export interface Hash64 {
  /** The upper 32 bits: where something has to do with 32, it takes these. */
  readonly high: number;
  /** The lower 32. */
  readonly low: number;
}

/** The five primes of the specification, by their halves. */
const P1 = { high: 0x9e3779b1, low: 0x85ebca87 };
const P2 = { high: 0xc2b2ae3d, low: 0x27d4eb4f };
const P3 = { high: 0x165667b1, low: 0x9e3779f9 };
const P4 = { high: 0x85ebca77, low: 0xc2b2ae63 };
const P5 = { high: 0x27d4eb2f, low: 0x165667c5 };

/** Where the words are: four accumulators, the hash, a lane. */
const HASH = 8, LANE = 10, WORDS = 12;

/**
 * Hashes bytes. It has the words that it works with, so that one that hashes much allocates little.
 */
export class XxHash64 {
  readonly #words = new Int32Array(WORDS);
  readonly #seed: Hash64;

  /** A seed from 0 to 2^53 − 1. */
  constructor(seed = 0) {
    assertSeed(seed);
    this.#seed = { high: Math.floor(seed / 2 ** 32), low: seed >>> 0 };
  }

  /** The hash of the first `length` bytes. */
  of(bytes: Uint8Array, length: number = bytes.length): Hash64 {
    const words = this.#words;
    let at = 0;
    if (length >= 32) {
      at = this.#stripes(bytes, length);
    } else {
      put(words, HASH, this.#seed.high, this.#seed.low);
      add(words, HASH, P5.high, P5.low);
    }
    add(words, HASH, 0, length);
    for (; at + 8 <= length; at += 8) {
      put(words, LANE, 0, 0);
      this.#round(LANE, half(bytes, at + 4), half(bytes, at));
      this.#stir(words[LANE]!, words[LANE + 1]!, 27);
      multiply(words, HASH, P1.high, P1.low);
      add(words, HASH, P4.high, P4.low);
    }
    if (at + 4 <= length) {
      put(words, LANE, 0, half(bytes, at));
      multiply(words, LANE, P1.high, P1.low);
      this.#stir(words[LANE]!, words[LANE + 1]!, 23);
      multiply(words, HASH, P2.high, P2.low);
      add(words, HASH, P3.high, P3.low);
      at += 4;
    }
    for (; at < length; at++) {
      put(words, LANE, 0, bytes[at]!);
      multiply(words, LANE, P5.high, P5.low);
      this.#stir(words[LANE]!, words[LANE + 1]!, 11);
      multiply(words, HASH, P1.high, P1.low);
    }
    return this.#avalanche();
  }

  /** Takes whole stripes of 32 bytes into the hash; returns where it stopped. */
  #stripes(bytes: Uint8Array, length: number): number {
    const words = this.#words, { high, low } = this.#seed;
    for (let lane = 0; lane < 8; lane += 2) put(words, lane, high, low);
    add(words, 0, P1.high, P1.low);
    add(words, 0, P2.high, P2.low);
    add(words, 2, P2.high, P2.low);
    // Minus P1.
    add(words, 6, ~P1.high, -P1.low);
    let at = 0;
    for (; at + 32 <= length; at += 32) {
      for (let lane = 0; lane < 4; lane++) {
        this.#round(2 * lane, half(bytes, at + 8 * lane + 4), half(bytes, at + 8 * lane));
      }
    }
    put(words, HASH, 0, 0);
    for (const [lane, by] of [[0, 1], [2, 7], [4, 12], [6, 18]] as const) {
      put(words, LANE, words[lane]!, words[lane + 1]!);
      rotate(words, LANE, by);
      add(words, HASH, words[LANE]!, words[LANE + 1]!);
    }
    for (let lane = 0; lane < 8; lane += 2) {
      put(words, LANE, 0, 0);
      this.#round(LANE, words[lane]!, words[lane + 1]!);
      words[HASH] = words[HASH]! ^ words[LANE]!;
      words[HASH + 1] = words[HASH + 1]! ^ words[LANE + 1]!;
      multiply(words, HASH, P1.high, P1.low);
      add(words, HASH, P4.high, P4.low);
    }
    return at;
  }

  /** Takes eight bytes of input into an accumulator. */
  #round(accumulator: number, high: number, low: number): void {
    const words = this.#words;
    const keptHigh = words[accumulator]!, keptLow = words[accumulator + 1]!;
    put(words, accumulator, high, low);
    multiply(words, accumulator, P2.high, P2.low);
    add(words, accumulator, keptHigh, keptLow);
    rotate(words, accumulator, 31);
    multiply(words, accumulator, P1.high, P1.low);
  }

  /** XORs a word into the hash, and turns it. */
  #stir(high: number, low: number, by: number): void {
    const words = this.#words;
    words[HASH] = words[HASH]! ^ high;
    words[HASH + 1] = words[HASH + 1]! ^ low;
    rotate(words, HASH, by);
  }

  #avalanche(): Hash64 {
    const words = this.#words;
    foldRight(words, HASH, 33);
    multiply(words, HASH, P2.high, P2.low);
    foldRight(words, HASH, 29);
    multiply(words, HASH, P3.high, P3.low);
    foldRight(words, HASH, 32);
    return { high: words[HASH]! >>> 0, low: words[HASH + 1]! >>> 0 };
  }
}

/** Throws unless a seed is a whole number from 0 to 2^53 − 1. */
export function assertSeed(seed: number): void {
  if (Number.isSafeInteger(seed) && seed >= 0) return;
  throw new RangeError(
    `Cannot seed a hash because a seed must be a whole number from 0 to 2^53 - 1: given ${seed}`,
  );
}

/** Four bytes, the least first. */
function half(bytes: Uint8Array, at: number): number {
  return bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24;
}
