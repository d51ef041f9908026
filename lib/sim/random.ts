/**
 * Seeded randomness. The generator is sfc32 (Doty-Humphrey, PractRand 2010): 128 bits of state, a
 * period of at least 2³² draws for every seed, and a handful of 32-bit operations a draw, which every
 * machine computes alike.
 *
 * @module
 */

/** A stream of draws that depends on nothing but its seed. */
export class Random {
  readonly #state = new Uint32Array(4);

  /** A stream for a whole `seed`; `stream` names one of the independent streams of that seed. */
  constructor(seed: number, stream: string | number = 0) {
    assertSeed(seed);
    const high = Math.floor(seed / 2 ** 32);
    const words = [seed >>> 0, high >>> 0, hash(String(stream))];
    this.#state.set([...words.map(scramble), 1]);
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** 32 random bits, as a number from 0 to 2³² − 1. */
  bits(): number {
    const s = this.#state;
    const a = s[0]!, b = s[1]!, c = s[2]!, counter = s[3]!;
    const out = (a + b + counter) >>> 0;
    s[3] = counter + 1;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + out;
    return out;
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
    `Cannot seed a run as a seed must be a whole number from 0 to 2^53 - 1: given ${seed}`,
  );
}

/** FNV-1a, to turn the name of a stream into bits. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  }
  return bits >>> 0;
}

/** The finaliser of MurmurHash3, so that seeds 1, 2, 3 … start far apart. */
function scramble(word: number): number {
  let bits = (word + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
