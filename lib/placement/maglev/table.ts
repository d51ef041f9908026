/** The table of Maglev (Eisenbud and others, NSDI 2016, section 3.4). @module */

import type { Hash64 } from "../hash/xxhash64.ts";

/** Half a gibibyte of entries. */
const MOST_ENTRIES = 2 ** 27;

/** Where a node begins in the table, and how far it steps. */
export interface Preference {
  /** From 0 to the size − 1. */
  readonly offset: number;
  /** From 1 to the size − 1. */
  readonly skip: number;
}

/** The preference that a hash makes, in a table of this size. */
export function preferenceOf({ high, low }: Hash64, size: number): Preference {
  return { offset: high % size, skip: low % (size - 1) + 1 };
}

/**
 * Fills a table of a prime size: by turns each node takes the next entry of its permutation that is
 * free, until none is. As the size is prime, steps of any length come everywhere.
 *
 * With weights, a node has a turn whenever its weight has come together to that of the heaviest.
 */
export function fill(
  preferences: readonly Preference[],
  weights: readonly number[],
  size: number,
): Int32Array {
  const table = new Int32Array(size).fill(-1);
  if (preferences.length === 0) return table;
  const next = Int32Array.from(preferences, ({ offset }) => offset);
  const skips = Int32Array.from(preferences, ({ skip }) => skip);
  const heaviest = weights.reduce((a, b) => Math.max(a, b));
  const saved = new Float64Array(weights.length);
  for (let filled = 0;;) {
    for (let node = 0; node < next.length; node++) {
      saved[node]! += weights[node]!;
      if (saved[node]! < heaviest) continue;
      saved[node]! -= heaviest;
      let entry = next[node]!;
      const skip = skips[node]!;
      while (table[entry] !== -1) {
        entry += skip;
        if (entry >= size) entry -= size;
      }
      table[entry] = node;
      next[node] = entry;
      if (++filled === size) return table;
    }
  }
}

/** Throws unless a table can have this size. */
export function assertSize(size: number): void {
  if (size < MOST_ENTRIES && isPrime(size)) return;
  throw new RangeError(
    `Cannot make a table because its size must be a prime below 2^27: given ${size}`,
  );
}

/** Whether a number is prime. */
export function isPrime(number: number): boolean {
  if (!Number.isSafeInteger(number) || number < 2) return false;
  for (let divisor = 2; divisor * divisor <= number; divisor++) {
    if (number % divisor === 0) return false;
  }
  return true;
}
