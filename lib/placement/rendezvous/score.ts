/**
 * How much a node is worth to a key: what MurmurHash3 does at its end, over both hashes. It
 * multiplies words of 32 bits alone, which vectors of WebAssembly do four at a time. The lower
 * halves come in between its two multiplications, so that two nodes of one upper half are two; and
 * its last shift is left out, as that mends low bits with high ones, while of two scores the high
 * ones decide.
 *
 * @module
 */

import { log } from "../../model/real/log.ts";
import type { Hash64 } from "../hash/xxhash64.ts";

/** 32 bits, from 0 on; the greatest score wins. */
export function score(key: Hash64, high: number, low: number): number {
  let bits = key.high ^ high;
  bits = Math.imul(bits ^ bits >>> 16, 0x85ebca6b);
  bits ^= key.low ^ low;
  return Math.imul(bits ^ bits >>> 13, 0xc2b2ae35) >>> 0;
}

/**
 * What a score is worth to a node of some weight: −weight/ln h, where h is the score as a number
 * between 0 and 1 (Schindelhauer and Schomaker 2005). Of some such values the greatest belongs to
 * each with the probability of its share of the weight; and if one weight rises, only that node's
 * values do.
 */
export function weigh(score: number, weight: number): number {
  return -weight / log((score + 0.5) / 2 ** 32);
}
