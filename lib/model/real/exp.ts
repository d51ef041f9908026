/**
 * The exponential function, correctly rounded: the double nearest to what it is. What `Math.exp` gives is left to the
 * engine (ECMA-262, section 21.3.2: "implementation-approximated"), and two versions of one engine differ, so that a
 * run would not be the same on two machines. Of a rounding there is one only, whoever computes it.
 *
 * The result is computed as the sum of two doubles, to more digits than one has; if all that are within the bound of
 * its error are rounded alike, then that is what is nearest (Ziv 1991, *Fast evaluation of elementary mathematical
 * functions with correctly rounded last bit*). For one in some thousands they are not, and whole numbers of 256 bits
 * decide (`fixed.ts`). Products are exact as their factors have 26 bits (Dekker 1971, *A floating-point technique for
 * extending the available precision*), which takes no fused multiplication, and so no engine's choice.
 *
 * @module
 */

import { exp as fixedExp, fixed, LN2, nearest, ONE, split, times } from "./fixed.ts";
import { powerOfTwo } from "./words.ts";

/** The parts of a power of two that are in the table. */
const PARTS = 128;
/** ln 2 / 128; the head has so few bits that its multiples are exact. */
const [stepHead, stepTail] = split(LN2 / BigInt(PARTS), 42);
const stepsPerUnit = 1 / (stepHead + stepTail);
/** 2 to the power of i/128, in a head of 26 bits and a tail. */
const heads = new Float64Array(PARTS), tails = new Float64Array(PARTS);
{
  const root = fixedExp(LN2 / BigInt(PARTS)).value;
  for (let i = 0, power = ONE; i < PARTS; i++, power = times(power, root)) {
    [heads[i], tails[i]] = split(power, 25) as [number, number];
  }
}

/** What is added to round to whole numbers, and to multiples of 2⁻³⁴: the sum has no smaller bits. */
const toWhole = 3 * 2 ** 51, to34 = 3 * 2 ** 17;

/**
 * How far the pair of doubles below, in [0.99, 2.01], may be off. The largest term that is rounded is r²/2 < 2⁻¹⁸, six
 * times by 2⁻⁵³ of it at most, and it is multiplied by less than 2, which makes 2⁻⁶⁷·⁵; products and sums add five times
 * 2⁻⁷¹. What is left out of the series is r⁸/8! < 2⁻⁸³, and r itself is off by 2⁻⁷⁷.
 */
export const EXP_ERROR: number = 1.5 * 2 ** -67;

/**
 * *e* to the power of `x`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exp } from "hb/model/real/exp.ts";
 *
 * assertEquals([exp(0), exp(1), exp(-Infinity)], [1, 2.718281828459045, 0]);
 * ```
 */
export function exp(x: number): number {
  const fast = expOfSum(x, 0, EXP_ERROR);
  return fast === fast ? fast : slowly(x);
}

/**
 * *e* to the power of `x + rest`, for a `rest` below 2⁻⁴⁰, if it is the same for all that are off by `error`,
 * of a number from 1 to 2; NaN if it is not, or if the result is less than the smallest normal number, or near the greatest.
 */
export function expOfSum(x: number, rest: number, error: number): number {
  if (!(x > -708 && x < 709)) return NaN;
  const steps = (x * stepsPerUnit + toWhole) - toWhole;
  const near = x - steps * stepHead, behind = rest - steps * stepTail;
  const r = near + behind;
  const rHead = (near + to34) - to34, rTail = (near - rHead) + behind;
  const square = r * r;
  const q = square * ((1 / 2 + r * (1 / 6)) + square * ((1 / 24 + r * (1 / 120)) +
        square * (1 / 720 + r * (1 / 5040))));
  const i = steps & (PARTS - 1), head = heads[i]!, tail = tails[i]!;
  const product = head * rHead, high = head + product;
  const low = (product - (high - head)) + (head * (rTail + q) + (tail + tail * (r + q)));
  const result = high + (low + error);
  if (result !== high + (low - error)) return NaN;
  return result * powerOfTwo((steps - i) / PARTS);
}

function slowly(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  // Half of the distance from 1 to the next number below.
  if (Math.abs(x) < 2 ** -54) return 1;
  const { value, exponent } = fixedExp(fixed(x));
  return nearest(value, exponent);
}
