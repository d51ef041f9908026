/**
 * The hashes of keys and of nodes. Both are drawn from one function under different seeds, so that
 * a key that is named as a node is has nothing to do with it.
 *
 * A node's points are hashes of (its name, the number of the point). The parts are told apart by
 * their lengths: joined as texts, "a" and 11 are "a1" and 1.
 *
 * @module
 */

import { type Hash64, XxHash64 } from "./xxhash64.ts";

/** What is placed: bytes, or a text, which is its UTF-8. */
export type Key = string | Uint8Array;

/** All that a placement asks of hashes. */
export interface Hashing {
  /** The hash of a key. */
  key(key: Key): Hash64;
  /** The hash of the `copy`-th point of a node, from 0 on. */
  point(id: string, copy: number): Hash64;
}

/**
 * The seed of xxHash64 for keys where everything is hashed with `seed`; that for points is one
 * more.
 */
export function keySeed(seed: number): number {
  return 2 * seed;
}

/** Everything of one cluster agrees on the seed, from 0 to 2^52 − 1. */
export function hashing(seed = 0): Hashing {
  const keys = new XxHash64(keySeed(seed)), points = new XxHash64(keySeed(seed) + 1);
  const scratch = new Scratch();
  return {
    key(key) {
      if (typeof key === "string") {
        // First the length: writing may take another room.
        const length = scratch.text(key, 0);
        return keys.of(scratch.bytes, length);
      }
      if (key instanceof Uint8Array) return keys.of(key);
      throw new TypeError(
        `Cannot hash a key because it must be a text or bytes: given ${typeof key}`,
      );
    },
    point(id, copy) {
      const length = scratch.parts(id, copy);
      return points.of(scratch.bytes, length);
    },
  };
}

/**
 * The first `bits` of each hash, 1 to 32, and zeros: for tests, in which collisions are to be
 * common.
 */
export function truncated(inner: Hashing, bits: number): Hashing {
  const shift = 32 - bits;
  const short = ({ high }: Hash64): Hash64 => ({ high: high >>> shift << shift >>> 0, low: 0 });
  return {
    key: (key) => short(inner.key(key)),
    point: (id, copy) => short(inner.point(id, copy)),
  };
}

/** Room to write texts into, which grows. */
class Scratch {
  bytes = new Uint8Array(64);
  readonly #encoder = new TextEncoder();

  /** Writes a text; returns where it ends. */
  text(text: string, at: number): number {
    this.#grow(at + 3 * text.length);
    // Short texts of ASCII, as most names are, need no encoder.
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 127) return at + this.#encoder.encodeInto(text, this.bytes.subarray(at)).written;
      this.bytes[at + i] = unit;
    }
    return at + text.length;
  }

  /** Writes the length of a name, the name and a number, each number as four bytes. */
  parts(id: string, copy: number): number {
    this.#grow(3 * id.length + 8);
    const end = this.text(id, 4);
    this.#number(0, end - 4);
    this.#number(end, copy);
    return end + 4;
  }

  #grow(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    // What stood there has been used.
    this.bytes = new Uint8Array(2 * bytes);
  }

  #number(at: number, value: number): void {
    for (let i = 0; i < 4; i++) this.bytes[at + i] = value >>> 8 * i;
  }
}
