/**
 * Seeded randomness. The generator is sfc32 (Doty-Humphrey, PractRand 2010): 128 bits of state, a
 * period of at least 2³² draws for every seed, and a handful of 32-bit operations a draw, which every
 * machine computes alike.
 *
 * @module
 */

import { fnv1a, spread } from "../model/hash.ts";

/** A stream of draws that depends on nothing but its seed. */
export class Random {
  // Four fields, not a typed array: they lie in the object itself, near at hand with thousands of streams.
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** A stream for a whole `seed`; `stream` names one of the independent streams of that seed. */
  constructor(seed: number, stream: string | number = 0) {
    assertSeed(seed);
    const high = Math.floor(seed / 2 ** 32);
    const words = [seed >>> 0, high >>> 0, fnv1a(String(stream))];
    [this.#a, this.#b, this.#c] = words.map((word) =>
      // So that seeds 1, 2, 3 … start far apart.
      spread((word + 0x9e3779b9) | 0) | 0
    ) as [number, number, number];
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits, as a number from 0 to 2³² − 1. */
  bits(): number {
    const b = this.#b, c = this.#c;
    const out = (this.#a + b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = b ^ (b >>> 9);
    this.#b = (c + (c << 3)) | 0;
    this.#c = (((c << 21) | (c >>> 11)) + out) | 0;
    return out >>> 0;
  }

  /** A number from 0 up to but not including 1, in steps of 2⁻³². */
  unit(): number {
    return this.bits() / 4294967296;
  }

  /** A whole number from 0 to `n` − 1. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }
}

/**
 * Throws unless `seed` is a whole number from 0 to 2⁵³ − 1.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { assertSeed } from "hb/sim/random.ts";
 *
 * assertThrows(() => assertSeed(Number("forty")), RangeError, "given NaN");
 * ```
 */
export function assertSeed(seed: number): void {
  if (Number.isSafeInteger(seed) && seed >= 0) return;
  throw new RangeError(
    `Cannot seed a run because a seed must be a whole number from 0 to 2^53 - 1: given ${seed}`,
  );
}
