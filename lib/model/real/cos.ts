/**
 * The cosine, correctly rounded; `exp.ts` says why, and how. What is nearest of 1024 parts of the circle is subtracted from
 * the angle: cos(a + r) = cos a cos r − sin a sin r.
 *
 * @module
 */

import { cos as fixedCos, nearest, ONE, pi, split, times } from "./fixed.ts";

/** The parts of a circle. */
const PARTS = 1024;
/** One of them; the head has so few bits that its multiples, up to `most`, are exact. */
const step = pi(256n) / BigInt(PARTS / 2);
const [stepHead, stepTail] = split(step, 37);
const stepsPerRadian = 1 / (stepHead + stepTail);
/** Greater angles are reduced in whole numbers. */
const most = 400;
/** The cosine of each, in a head of 26 bits and a tail; the sine is a quarter of the table back. */
const heads = new Float64Array(PARTS), tails = new Float64Array(PARTS);
{
  const [cosine, sine] = stepCosine();
  for (let i = 0, x = ONE, y = 0n; i <= PARTS / 4; i++) {
    const [head, tail] = i === PARTS / 4 ? [0, 0] : split(x, 26);
    // The quarters are alike.
    for (const at of [i, PARTS - i]) {
      heads[at % PARTS] = head;
      tails[at % PARTS] = tail;
      heads[(at + PARTS / 2) % PARTS] = -head;
      tails[(at + PARTS / 2) % PARTS] = -tail;
    }
    [x, y] = [times(x, cosine) - times(y, sine), times(y, cosine) + times(x, sine)];
  }
}

/** The cosine and the sine of one part, by their series. */
function stepCosine(): [cosine: bigint, sine: bigint] {
  const sums: [bigint, bigint] = [0n, 0n];
  for (let n = 0, term = ONE; term !== 0n; term = times(term, step) / BigInt(++n)) {
    sums[n & 1]! += (n & 2) === 0 ? term : -term;
  }
  return sums;
}

/** What is added to round to whole numbers, and to multiples of 2⁻³⁴: the sum has no smaller bits. */
const toWhole = 3 * 2 ** 51, to34 = 3 * 2 ** 17;

/**
 * How far the pair of doubles may be off. The largest term that is rounded is r²/2 < 2⁻¹⁷·⁷, seven times by 2⁻⁵³ of it
 * at most, which is 2⁻⁶⁷·⁹; the sums add three times 2⁻⁷¹. What is left out of the series is r⁸/8! < 2⁻⁸².
 */
const ERROR = 2 ** -67;

/**
 * The cosine of an angle in radians.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cos } from "hb/model/real/cos.ts";
 *
 * assertEquals([cos(0), cos(Math.PI / 3), cos(Math.PI)], [1, 0.5000000000000001, -1]);
 * ```
 */
export function cos(x: number): number {
  const size = Math.abs(x);
  if (!(size < most)) return slowly(x);
  const steps = (size * stepsPerRadian + toWhole) - toWhole, i = steps & (PARTS - 1);
  const near = size - steps * stepHead, behind = -steps * stepTail;
  const r = near + behind;
  const rHead = (near + to34) - to34, rTail = (near - rHead) + behind;
  const square = r * r;
  const versed = square * (1 / 2 - square * (1 / 24 - square * (1 / 720)));
  const cubic = square * r * (1 / 6 - square * (1 / 120 - square * (1 / 5040)));
  const j = (i - PARTS / 4) & (PARTS - 1);
  const cosine = heads[i]!, cosineTail = tails[i]!, sine = heads[j]!, sineTail = tails[j]!;
  // Knuth's sum, as either may be the larger.
  const product = -sine * rHead, high = cosine + product, part = high - cosine;
  const lost = (cosine - (high - part)) + (product - part);
  const low = lost + (cosineTail - sineTail * rHead) -
    ((cosine + cosineTail) * versed + (sine + sineTail) * (rTail - cubic));
  const result = high + (low + ERROR);
  return result === high + (low - ERROR) ? result : slowly(x);
}

function slowly(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  // What is missing to 1 is less than half of the distance to the next number below.
  return Math.abs(x) < 2 ** -27 ? 1 : nearest(fixedCos(x));
}
