/**
 * Real numbers in whole numbers: a number is held as the nearest multiple of 2⁻²⁵⁶, as a `bigint`. It is slow, and
 * right where doubles cannot decide: the series below are wrong in the last fifteen bits at most. The tables of the fast
 * ways are computed by it too, when they are loaded.
 *
 * @module
 */

import { powerOfTwo, wholeParts } from "./words.ts";

/** Bits behind the point. */
const BITS = 256;
const bits = BigInt(BITS);
/** The number 1. */
export const ONE: bigint = 1n << bits;
/** ln 2 = 2 artanh(1/3). */
export const LN2: bigint = 2n * artanh(ONE / 3n);
/** So many bits of a number are surely right, and enough to tell it from all others: see `nearest`. */
const SURE = 185n;

/** The product of two such numbers. */
export function times(a: bigint, b: bigint): bigint {
  return a * b >> bits;
}

/** A double as such a number: exact, if it is a multiple of 2⁻²⁵⁶. */
export function fixed(x: number): bigint {
  const { whole, exponent } = wholeParts(x);
  return shifted(whole, exponent + BITS);
}

/** `whole` times 2 to the power of `by`, rounded down. */
export function shifted(whole: bigint, by: number): bigint {
  return by < 0 ? whole >> BigInt(-by) : whole << BigInt(by);
}

/**
 * The upper bits of such a number as a double, in multiples of 2 to the power of `-places`, and what is left. `Number`
 * takes the nearest double of a whole number; the language says so.
 */
export function split(value: bigint, places: number): readonly [head: number, tail: number] {
  const below = BigInt(BITS - places), head = value >> below;
  return [
    Number(head) * powerOfTwo(-places),
    Number(value - (head << below)) * powerOfTwo(-BITS),
  ];
}

/**
 * The double nearest to `value` times 2 to the power of `exponent`, of two the even one. What is nearer to the middle
 * of two doubles than 2⁻¹⁸⁵ of itself is taken to be there. Of the functions here only powers can be, as 5²³; and what
 * is not there comes about as near as its arguments have bits, to 2⁻⁵³ times 2⁻⁶⁴ for one, or 2⁻¹²⁸ for two.
 */
export function nearest(value: bigint, exponent = 0): number {
  if (value < 0n) return -nearest(-value, exponent);
  if (value === 0n) return 0;
  const length = value.toString(2).length, scale = exponent - BITS;
  const last = Math.max(length + scale - 53, -1074), drop = BigInt(last - scale);
  if (last > 971) return Infinity;
  if (drop <= 0n) return scaled(value << -drop, last);
  const kept = value >> drop, rest = value - (kept << drop), half = 1n << (drop - 1n);
  const off = rest - half, isHalf = (off < 0n ? -off : off) << SURE < value;
  const isUp = isHalf ? (kept & 1n) === 1n : off > 0n;
  return scaled(isUp ? kept + 1n : kept, last);
}

/** A whole number of 53 bits at most, times a power of two, in two steps as the power may be below all doubles. */
function scaled(whole: bigint, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return Number(whole) * powerOfTwo(half) * powerOfTwo(exponent - half);
}

/** *e* to the power of `x`: it is `value` times 2 to the power of `exponent`. */
export function exp(x: bigint): { readonly value: bigint; readonly exponent: number } {
  const exponent = (x + LN2 / 2n) / LN2 - (x + LN2 / 2n < 0n ? 1n : 0n);
  const rest = x - exponent * LN2;
  let term = ONE, value = ONE;
  for (let n = 1n; term !== 0n; n++) value += term = times(term, rest) / n;
  return { value, exponent: Number(exponent) };
}

/** The natural logarithm of a double above 0. */
export function ln(x: number): bigint {
  const { whole, exponent } = wholeParts(x), length = whole.toString(2).length;
  const fraction = shifted(whole, BITS - length), power = BigInt(exponent + length);
  return power * LN2 - 2n * artanh(((ONE - fraction) << bits) / (ONE + fraction));
}

/** x + x³/3 + x⁵/5 … = ½ ln((1 + x)/(1 − x)), for an x from 0 to below 1. */
export function artanh(x: bigint): bigint {
  const square = times(x, x);
  let sum = x, power = x;
  for (let n = 3n; power !== 0n; n += 2n) sum += (power = times(power, square)) / n;
  return sum;
}

/** π in multiples of 2 to the power of `-places` (Machin 1706): 16 arctan(1/5) − 4 arctan(1/239). */
export function pi(places: bigint): bigint {
  const guard = 32n, one = 1n << (places + guard);
  const arctan = (of: bigint) => {
    let sum = 0n;
    for (let n = 1n, power = one / of; power !== 0n; n += 2n, power /= -of * of) sum += power / n;
    return sum;
  };
  return (16n * arctan(5n) - 4n * arctan(239n)) >> guard;
}

/** The cosine of a double, of any size. */
export function cos(x: number): bigint {
  const { whole, exponent } = wholeParts(Math.abs(x));
  // A great angle takes more digits of π.
  const more = BigInt(Math.max(0, exponent + 53)), quarter = pi(bits + more) / 2n;
  const angle = shifted(whole, exponent + BITS + Number(more));
  const turns = (angle + quarter / 2n) / quarter, rest = (angle - turns * quarter) >> more;
  const square = times(rest, rest), isSine = (turns & 1n) === 1n;
  let term = isSine ? rest : ONE, sum = term;
  for (let n = isSine ? 2n : 1n; term !== 0n; n += 2n) {
    sum += term = -times(term, square) / (n * (n + 1n));
  }
  return ((turns + 1n) & 2n) === 0n ? sum : -sum;
}
