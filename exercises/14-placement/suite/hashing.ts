/** A hash of bytes for judging, of as many bits as are wanted, which remembers what it was asked. @module */

import { spread } from "hb/model/hash.ts";
import { Wrong } from "hb/grade/part.ts";
import type { HashOf } from "../given.ts";

/** One call: which bytes, in hexadecimal, and their hash. */
export interface Hashed {
  readonly bytes: string;
  readonly position: number;
}

/** The hash, and what it was asked since it was last listened to. */
export interface Listening {
  readonly hash: HashOf;
  /** All calls since the last time. */
  heard(): readonly Hashed[];
}

/** More calls would never end. */
const MOST = 100_000;

/** A hash of `bits` bits, without any all at 0; another `seed` makes another. */
export function listening(bits: number, seed: number): Listening {
  let calls: Hashed[] = [];
  return {
    hash(bytes) {
      if (!(bytes instanceof Uint8Array)) throw new Wrong("what is hashed must be a Uint8Array");
      if (calls.length > MOST) throw new Wrong(`more than ${MOST} points are hashed in one step`);
      if (bits === 0) {
        calls.push({ bytes: bytes.toHex(), position: 0 });
        return 0;
      }
      let state = spread(seed);
      for (const byte of bytes) state = spread(state ^ byte);
      const position = spread(state ^ bytes.length << 8) >>> (32 - bits);
      calls.push({ bytes: bytes.toHex(), position });
      return position;
    },
    heard() {
      const all = calls;
      calls = [];
      return all;
    },
  };
}
