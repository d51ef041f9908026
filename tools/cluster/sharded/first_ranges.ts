/** The ranges that a sharded store begins with. @module */

import type { FirstRange } from "hb/multiraft/settings.ts";

/** How many replicas a range has, where there are as many nodes. */
export const REPLICAS = 3;

/** The digits of a place among all keys, in the order of texts. */
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** How many digits the first key of a range has at most: enough for 36³ ranges. */
const LONGEST = 3;

/**
 * As many ranges, over all keys. Nobody knows what keys there will be: so they are taken for numbers
 * between 0 and 1, written in digits and small letters, as "0.k9z" of base 36, of which each range
 * has as much. Whatever is before "0" belongs to the first range, whatever is after "z" to the last,
 * and what begins with a capital letter to the one with "A". Keys that begin alike are in one range at
 * first, and in more when it has grown and was split.
 */
export function firstRanges(count: number, nodes: number): FirstRange[] {
  const replicas = Math.min(REPLICAS, nodes);
  return Array.from({ length: count }, (_, i) => ({
    group: i + 1,
    start: i === 0 ? "" : firstKey(i, count),
    end: i === count - 1 ? null : firstKey(i + 1, count),
    members: membersOf(i, replicas, nodes),
  }));
}

/** The nodes in turn, and in each turn other ones together: all others share the loss of one. */
function membersOf(range: number, replicas: number, nodes: number): number[] {
  const turn = Math.floor(range / nodes), others = nodes - 1;
  const steps = Array.from({ length: replicas - 1 }, (_, j) => 1 + (2 * turn + j) % others);
  return [0, ...steps].map((step) => (range + step) % nodes);
}

/** The key at the place `i / count` among all. */
function firstKey(i: number, count: number): string {
  let place = Math.floor(i / count * DIGITS.length ** LONGEST), key = "";
  for (let digit = 0; digit < LONGEST; digit++) {
    key = DIGITS[place % DIGITS.length]! + key;
    place = Math.floor(place / DIGITS.length);
  }
  // Nothing that anybody uses is between "a" and "a0".
  return key.replace(/0+$/, "");
}
