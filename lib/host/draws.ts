/**
 * Draws of a hosted node: the generator is sfc32 (Doty-Humphrey, PractRand 2010). The seed comes from
 * the system and is logged at the start.
 *
 * @module
 */

/** A stream of draws. */
export class Draws {
  readonly #words: Uint32Array;

  /** A stream that depends on nothing but three words of seed. */
  constructor(seed: Uint32Array) {
    this.#words = Uint32Array.of(seed[0] ?? 0, seed[1] ?? 0, seed[2] ?? 0, 1);
    for (let i = 0; i < 12; i++) this.#bits();
  }

  /** A seed that nobody can guess. */
  static seed(): Uint32Array {
    return crypto.getRandomValues(new Uint32Array(3));
  }

  /** A whole number from 0 to `n` − 1. */
  below(n: number): number {
    return Math.floor(this.#bits() / 2 ** 32 * n);
  }

  #bits(): number {
    const w = this.#words;
    const [a, b, c, counter] = w as unknown as [number, number, number, number];
    const out = (a + b + counter) >>> 0;
    w[3] = counter + 1;
    w[0] = b ^ b >>> 9;
    w[1] = c + (c << 3);
    w[2] = (c << 21 | c >>> 11) + out;
    return out;
  }
}
