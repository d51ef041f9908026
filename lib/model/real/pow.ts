/**
 * Powers, correctly rounded: xʸ = exp(y ln x). `exp.ts` says why, and how; what is said of `Math.exp` there holds for
 * `Math.pow` and `**` too, even with whole exponents. x² is `x * x`.
 *
 * @module
 */

import { EXP_ERROR, expOfSum } from "./exp.ts";
import { exp as fixedExp, ln as fixedLn, nearest, shifted } from "./fixed.ts";
import { logPair } from "./log.ts";
import { powerOfTwo, wholeParts } from "./words.ts";

/** What `logPair` says; nothing of it outlives a call. */
const pair = new Float64Array(3);
/** The factor of Veltkamp's splitting into two times 26 bits. */
const halves = 2 ** 27 + 1;
/** The least number that has all of its bits. */
const smallest = powerOfTwo(-1022);

/**
 * `x` to the power of `y`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pow } from "hb/model/real/pow.ts";
 *
 * assertEquals([pow(2, 10), pow(9, 0.5), pow(-3, 3), pow(10, -2)], [1024, 3, -27, 0.01]);
 * ```
 */
export function pow(x: number, y: number): number {
  if (x < 0 && x !== -Infinity && Number.isFinite(y)) {
    if (!Number.isInteger(y)) return NaN;
    return y % 2 === 0 ? pow(-x, y) : -pow(-x, y);
  }
  // Of these the language says what they are (ECMA-262, section 6.1.6.1.3).
  if (!(x > 0 && x < Infinity && Number.isFinite(y))) return x ** y;
  if (x === 1 || y === 0) return 1;
  const fast = quickly(x, y);
  return fast === fast ? fast : slowly(x, y);
}

/** The power, or NaN where a rounding is in doubt. */
function quickly(x: number, y: number): number {
  if (!(x >= smallest && Math.abs(y) < 1e100)) return NaN;
  logPair(x, pair);
  const first = pair[0]! + pair[1]!, second = pair[1]! - (first - pair[0]!), product = first * y;
  if (product > 710) return Infinity;
  if (product < -746) return 0;
  const a = halves * first, aHead = a - (a - first), aTail = first - aHead;
  const b = halves * y, bHead = b - (b - y), bTail = y - bHead;
  const lost = ((aHead * bHead - product) + aHead * bTail + aTail * bHead) + aTail * bTail;
  // What is scaled is below 2.01; what is rounded here is 2⁻¹⁰⁰ of the product.
  return expOfSum(product, lost + second * y, EXP_ERROR + 2.5 * Math.abs(y) * pair[2]!);
}

function slowly(x: number, y: number): number {
  const { whole, exponent } = wholeParts(y);
  const log = fixedLn(x), size = nearest(log) * y;
  if (size > 710) return Infinity;
  if (size < -746) return 0;
  if (Math.abs(size) < 2 ** -55) return 1;
  const { value, exponent: twos } = fixedExp(shifted(whole * log, exponent));
  return nearest(value, twos);
}
