/** Two hashes of a key, for filters. There is nothing to fill in here. @module */

import { hashKey } from "hb/storage/bloom/key_hash.ts";

/** Two numbers from 0 to 2 ** 32 - 1 that look drawn at random, and are always the same for the same key. */
export function hashes(key: Uint8Array): readonly [first: number, second: number] {
  const lanes = new Uint32Array(2);
  hashKey(key, lanes);
  return [lanes[0]!, lanes[1]!];
}
