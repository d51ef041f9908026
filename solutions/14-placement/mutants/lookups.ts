/** Bugs of the search on a ring. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Lookup, Row } from "../../../exercises/14-placement/given.ts";
import { lookup } from "../lookup.ts";

/** Positions seen through a function. */
const through = (row: Row<number>, see: (position: number) => number): Row<number> => ({
  length: row.length,
  at: (place) => see(row.at(place)),
});

/** The search with other rules: what is too small, what is between, and what comes behind the last. */
const searching = (
  {
    isBefore = (a, b) => a < b,
    between = (low, high) => Math.floor((low + high) / 2),
    end = () => 0,
  }: {
    isBefore?: (position: number, hash: number) => boolean;
    between?: (low: number, high: number) => number;
    end?: (length: number) => number;
  },
): Lookup =>
(row, hash) => {
  if (row.length === 0) return lookup(row, hash);
  let low = 0, high = row.length;
  while (low < high) {
    const middle = between(low, high);
    if (isBefore(row.at(middle), hash)) low = middle + 1;
    else high = middle;
  }
  return low === row.length ? end(row.length) : low;
};

/** Long rows are searched where the hash must be if positions are spread evenly; equal ones are walked back. */
export const guessing = (mostBack: number): Lookup => (row, hash) => {
  if (row.length <= 64) return lookup(row, hash);
  let low = 0, high = row.length - 1, first = row.at(low), last = row.at(high);
  if (hash <= first || hash > last) return 0;
  while (high - low > 1) {
    const share = (hash - first) / (last - first);
    const guess = low + Math.floor(share * (high - low));
    const middle = Math.min(high - 1, Math.max(low + 1, guess)), position = row.at(middle);
    if (position < hash) [low, first] = [middle, position];
    else [high, last] = [middle, position];
    if (position !== hash || mostBack === 0) continue;
    for (let back = 0; back < mostBack && high > 0 && row.at(high - 1) === hash; back++) high--;
    return high;
  }
  return high;
};

/** In long rows, what is met at the hash is walked back; by so many at most. */
const walkingBack = (most: number): Lookup => (row, hash) => {
  let low = 0, high = row.length;
  if (high <= 32) return lookup(row, hash);
  while (low < high) {
    const middle = Math.floor((low + high) / 2), position = row.at(middle);
    if (position === hash) {
      let place = middle;
      for (let back = 0; back < most && place > 0 && row.at(place - 1) === hash; back++) place--;
      return place;
    }
    if (position < hash) low = middle + 1;
    else high = middle;
  }
  return low === row.length ? 0 : low;
};

export const lookupMutants: Mutants<Answers> = {
  lookup: {
    "after: a point does not have its own position": searching({ isBefore: (a, b) => a <= b }),
    "before: a key belongs to the point before it": (row, hash) =>
      (lookup(row, hash) + row.length - 1) % row.length,
    "straight: behind the last point there is no place": searching({ end: (length) => length }),
    "stays: behind the last point it is the last": searching({ end: (length) => length - 1 }),
    "minus: behind the last point it is -1": searching({ end: () => -1 }),
    "all: every position is read": (row, hash) => {
      if (row.length === 0) return lookup(row, hash);
      const all = Array.from({ length: row.length }, (_, place) => row.at(place));
      return Math.max(0, all.findIndex((position) => position >= hash));
    },
    "last-equal: of equal positions it is the last": (row, hash) => {
      let place = lookup(row, hash);
      const position = row.at(place);
      while (place + 1 < row.length && row.at(place + 1) === position) place++;
      return place;
    },
    "any-equal: of equal positions it is whichever the search meets": (row, hash) => {
      let low = 0, high = row.length;
      while (low < high) {
        const middle = Math.floor((low + high) / 2), position = row.at(middle);
        if (position === hash) return middle;
        if (position < hash) low = middle + 1;
        else high = middle;
      }
      return low === row.length ? lookup(row, hash) : low;
    },
    "empty: without a point it is place 0": (row, hash) => row.length === 0 ? 0 : lookup(row, hash),
    "signed: hashes are compared with a sign": searching({ isBefore: (a, b) => (a | 0) < (b | 0) }),
    "shift: the middle is a sum, shifted": searching({
      between: (low, high) => Math.max(low, Math.min(high - 1, low + high >> 1)),
    }),
    "half: positions have half of their bits": (row, hash) =>
      lookup(through(row, (position) => position >>> 16), hash >>> 16),
    "single: positions are kept in single precision": (row, hash) =>
      lookup(through(row, Math.fround), hash),
    "ends: the last point has nothing at its own position": (row, hash) =>
      row.length > 0 && hash === row.at(row.length - 1) ? 0 : lookup(row, hash),
    "zero: hash 0 is no hash, and goes behind the last point": (row, hash) =>
      hash === 0 && row.length > 1 ? row.length - 1 : lookup(row, hash),
    "guess: long rows are searched where a hash must be if all are spread evenly": guessing(0),
    "guess-back: a guess, and from there back to the first of equal ones": guessing(Infinity),
    "few-equal: of equal positions at most four are walked back": walkingBack(4),
    "walk-back: equal positions are walked back one by one": walkingBack(Infinity),
    "nearest: a key belongs to the nearest point": (row, hash) => {
      const place = lookup(row, hash), before = (place + row.length - 1) % row.length;
      return row.at(place) - hash > hash - row.at(before) && row.at(before) < hash ? before : place;
    },
  },
};
