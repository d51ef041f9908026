/**
 * Gauss's elimination within a ribbon (Dillinger and Walzer 2021, section 2; Dietzfelbinger and Walzer
 * 2019). Each row has its first 1 at a place of its own, after it was added to rows that have theirs
 * before; then the unknowns follow from the last to the first. Words are pairs of 32 bits, the lower one
 * first.
 *
 * @module
 */

import { spread } from "../../model/hash.ts";

/** Takes an equation: the 64 unknowns from `start` on whose bits are set in this word add up to 0. */
export type AddEquation = (start: number, low: number, high: number) => void;

/** Equations after elimination. */
export interface Eliminated {
  /** For each unknown, the equation whose first unknown it is, as two words; zeros if there is none. */
  readonly rows: Int32Array;
  /** How many equations followed from others. */
  readonly idle: number;
}

/** Eliminates among equations that have their lowest bit set and end within the last of so many blocks. */
export function eliminated(blocks: number, equations: (add: AddEquation) => void): Eliminated {
  const rows = new Int32Array(2 * 64 * blocks);
  let idle = 0;
  equations((start, low, high) => {
    if (!eliminate(rows, start, low, high)) idle++;
  });
  return { rows, idle };
}

/**
 * As many solutions as there are columns, of 64 unknowns a block: for each block, a word of each column. The
 * unknowns that the equations leave free are drawn from a hash of their place: all zeros would be a solution
 * too, and say yes to every key.
 */
export function solutions(columns: number, { rows }: Eliminated): Int32Array {
  const unknowns = rows.length / 2, words = new Int32Array(rows.length / 64 * columns);
  for (let column = 0; column < columns; column++) {
    // The 64 unknowns behind the one that is looked for, the next at the lowest bit.
    let low = 0, high = 0;
    for (let i = unknowns - 1; i >= 0; i--) {
      const rowLow = rows[2 * i]!, rowHigh = rows[2 * i + 1]!;
      high = high << 1 | low >>> 31;
      low <<= 1;
      const bit = rowLow === 0
        ? spread(Math.imul(i, 0x9e3779b9) ^ Math.imul(column + 1, 0x85ebca77)) & 1
        : parity(rowLow & low ^ rowHigh & high);
      low |= bit;
      if (bit === 1) words[2 * ((i >>> 6) * columns + column) + (i >>> 5 & 1)]! |= 1 << (i & 31);
    }
  }
  return words;
}

/** Adds rows to this one until its first 1 is where no other row has it; false if it comes to nothing. */
function eliminate(rows: Int32Array, start: number, low: number, high: number): boolean {
  for (let i = start;;) {
    if (rows[2 * i] === 0) {
      rows[2 * i] = low;
      rows[2 * i + 1] = high;
      return true;
    }
    low ^= rows[2 * i]!;
    high ^= rows[2 * i + 1]!;
    if ((low | high) === 0) return false;
    if (low === 0) {
      low = high;
      high = 0;
      i += 32;
    }
    const zeros = 31 - Math.clz32(low & -low);
    if (zeros === 0) continue;
    low = low >>> zeros | high << 32 - zeros;
    high >>>= zeros;
    i += zeros;
  }
}

/** 1 if an odd number of bits is set, else 0. */
export function parity(word: number): number {
  let bits = word ^ word >>> 16;
  bits ^= bits >>> 8;
  bits ^= bits >>> 4;
  return 0x6996 >>> (bits & 15) & 1;
}
