/**
 * The upper tail of the normal distribution, to the precision of doubles also where it is so small that
 * 1 − CDF would be 0: φ = 20 means a probability of 10⁻²⁰.
 *
 * @module
 */

import { exp } from "../../../model/real/exp.ts";
import { log, log10 } from "../../../model/real/log.ts";

/** log₁₀ of the probability that a standard normal variable is greater than `z`. */
export function log10Tail(z: number): number {
  const x = z / Math.SQRT2;
  if (x < 2) return log10(erfcBySeries(x) / 2);
  return (logErfcByFraction(x) - Math.LN2) / Math.LN10;
}

/** The `z` whose tail has this log₁₀; `exponent` must be less than 0. */
export function tailPoint(exponent: number): number {
  if (!(exponent < 0 && exponent > -Infinity)) {
    throw new RangeError(
      `Cannot find a point of the normal distribution because the logarithm of its tail must be finite ` +
        `and less than 0: given ${exponent}`,
    );
  }
  let low = -40, high = 40;
  while (log10Tail(high) > exponent) high *= 2;
  // Halving, until doubles have nothing between: the tail falls everywhere, and this is done once.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (log10Tail(middle) > exponent) low = middle;
    else high = middle;
  }
}

/** erfc(x) = 1 − erf(x), by erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!, whose terms have one sign. */
function erfcBySeries(x: number): number {
  if (x < -6) return 2;
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= 2 * x * x / (2 * n + 1);
    sum += term;
  }
  return 1 - 2 / Math.sqrt(Math.PI) * exp(-x * x) * sum;
}

/** ln erfc(x) for x ≥ 2, by Laplace's continued fraction, from its 120th step back. */
function logErfcByFraction(x: number): number {
  let below = x;
  for (let k = 120; k >= 1; k--) below = x + k / 2 / below;
  return -x * x - log(below * Math.sqrt(Math.PI));
}
