/** Further nodes for a key, of ways to place that know only its first. @module */

import { spread } from "../model/hash.ts";
import type { Hash64 } from "./hash/xxhash64.ts";

/** How often a key is placed for each node that there is, before the rest is taken as it comes. */
const TRIES = 4;

/** Where a key is placed, and where it would be with other hashes, each made of the one before. */
export function* salted(
  hash: Hash64,
  nodes: number,
  pick: (hash: Hash64) => number,
): Generator<number> {
  for (let tries = TRIES * nodes; tries > 0; tries--) {
    yield pick(hash);
    hash = { high: spread(hash.high ^ hash.low), low: spread(hash.low + 0x9e3779b9 | 0) };
  }
}
