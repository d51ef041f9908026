/**
 * MurmurHash3 (Appleby 2011; public domain) of bytes in two lanes at once, which together are 64 bits.
 * The first lane is the 32-bit variant as it is known; the second differs in its start and its
 * multipliers. It is against chance and not against an adversary: who knows it can find keys that hash
 * alike.
 *
 * @module
 */

import { spread } from "../../model/hash.ts";

/** Where the lanes begin if nothing else is said. */
const seed = 0x9747b28c;

/** Puts both lanes of a key into `lanes[0]` and `lanes[1]`, each from 0 to 2³² − 1. */
export function hashKey(key: Uint8Array, lanes: Uint32Array, start = seed): void {
  const { length } = key, whole = length & ~3;
  let a = start, b = ~start;
  for (let i = 0; i < whole; i += 4) {
    const word = key[i]! | key[i + 1]! << 8 | key[i + 2]! << 16 | key[i + 3]! << 24;
    a ^= mixA(word);
    a = Math.imul(a << 13 | a >>> 19, 5) + 0xe6546b64 | 0;
    b ^= mixB(word);
    b = Math.imul(b << 17 | b >>> 15, 5) + 0x561ccd1b | 0;
  }
  if (whole < length) {
    let rest = 0;
    for (let i = length - 1; i >= whole; i--) rest = rest << 8 | key[i]!;
    a ^= mixA(rest);
    b ^= mixB(rest);
  }
  lanes[0] = spread(a ^ length);
  lanes[1] = spread(b ^ length);
}

function mixA(word: number): number {
  const bits = Math.imul(word, 0xcc9e2d51);
  return Math.imul(bits << 15 | bits >>> 17, 0x1b873593);
}

function mixB(word: number): number {
  const bits = Math.imul(word, 0x239b961b);
  return Math.imul(bits << 16 | bits >>> 16, 0xab0e9789);
}

/** The hashes of many keys, of which a filter is built. */
export class KeyHashes {
  /** How many there are. */
  length = 0;
  #lanes = new Uint32Array(64);
  readonly #two = new Uint32Array(2);

  /** Appends a key's. One that was appended just before is not appended again. */
  add(key: Uint8Array): void {
    hashKey(key, this.#two);
    const at = 2 * this.length, [first, second] = this.#two;
    if (at > 0 && this.#lanes[at - 2] === first && this.#lanes[at - 1] === second) return;
    if (at === this.#lanes.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.#lanes);
      this.#lanes = larger;
    }
    this.#lanes.set(this.#two, at);
    this.length++;
  }

  /** The first lane of the `i`-th. */
  first(i: number): number {
    return this.#lanes[2 * i]!;
  }

  /** Its second lane. */
  second(i: number): number {
    return this.#lanes[2 * i + 1]!;
  }
}
