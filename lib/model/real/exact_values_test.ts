/**
 * The same functions by other means than the modules take, in whole multiples of 2^-places, for any number of places:
 * e^x by halving x until its series is short, and squaring; the logarithm as what e must be raised to; the cosine by
 * doubling the angle, without π.
 */

import { assert } from "@std/assert";

/** A double in multiples of 2^-places. */
export function exactly(x: number, places: bigint): bigint {
  let halvings = 0n;
  for (; !Number.isInteger(x); x *= 2) halvings++;
  return (BigInt(x) << places) >> halvings;
}

/** e^x. */
export function exactExp(x: bigint, places: bigint): bigint {
  const halvings = 40n, inner = places + 2n * halvings, rest = x << halvings, one = 1n << inner;
  let sum = 0n;
  for (let n = 1n, term = one; term !== 0n && term !== -1n; n++) {
    sum += term;
    term = (term * rest >> inner) / n;
  }
  for (let n = 0n; n < halvings; n++) sum = sum * sum >> inner;
  return sum >> (2n * halvings);
}

/** The natural logarithm of a positive double. */
export function exactLog(x: number, places: bigint): bigint {
  let twos = 0n;
  for (; x < 1; x *= 2) twos--;
  for (; x >= 2; x /= 2) twos++;
  return logOf(x, places) + (twos === 0n ? 0n : twos * logOf(2, places));
}

/** Halley's steps, each of which gives three times as many digits. */
function logOf(x: number, places: bigint): bigint {
  const inner = places + 40n, wanted = exactly(x, inner);
  let guess = exactly(Math.log(x), inner);
  for (let digits = 40n; digits < inner; digits *= 3n) {
    const power = exactExp(guess, inner);
    guess += ((wanted - power) << (inner + 1n)) / (wanted + power);
  }
  return guess >> 40n;
}

/** The cosine of a double. */
export function exactCos(x: number, places: bigint): bigint {
  const halvings = 60n, inner = places + 4n * halvings, one = 1n << inner;
  const angle = exactly(Math.abs(x), inner) >> halvings, square = angle * angle >> inner;
  // 1 - cos, as that of a small angle is small: 1 - cos 2a = 2 (1 - cos a) (1 + cos a).
  let versed = 0n;
  for (let n = 1n, term = square / 2n; term !== 0n; n += 2n) {
    versed += term;
    term = -(term * square >> inner) / ((n + 2n) * (n + 3n));
  }
  for (let n = 0n; n < halvings; n++) versed = 2n * versed * (2n * one - versed) >> inner;
  return (one - versed) >> (4n * halvings);
}

/** Throws unless no double is as near to `exact` as `result` is. */
export function assertNearest(result: number, exact: bigint, places: bigint, what: string): void {
  const size = Math.abs(result), [twice, beyond] = [2n * exactly(size, places), places + 1n];
  const wanted = 2n * (result < 0 ? -exact : exact);
  const below = size === 0 ? -Number.MIN_VALUE : beside(size, -1), above = beside(size, 1);
  const [low, high] = [below, above].map((other) => (exactly(other, beyond) + twice) / 2n);
  assert(low! < wanted && wanted < high!, `${what} gives ${result}, and another is nearer`);
}

/** The next double after a positive one, or before it. */
export function beside(x: number, step: 1 | -1): number {
  const numbers = new Float64Array([x]), bits = new BigInt64Array(numbers.buffer);
  bits[0]! += BigInt(step);
  return numbers[0]!;
}
