/**
 * Logarithms, correctly rounded; `exp.ts` says why, and how. The number is taken apart into 2ᵉ m, with m from 1 to 2, and
 * with a c near 1/m of 8 bits ln m = −ln c + ln(1 + r), where r = mc − 1 is small and is computed exactly.
 *
 * @module
 */

import { artanh, ln as fixedLn, LN2, nearest, ONE, split, times } from "./fixed.ts";
import { powerOfTwo, upperWord } from "./words.ts";

/** How many intervals of m there are. */
const PARTS = 128;
/** The heads are multiples of 2⁻⁴¹, so that their sums are exact. */
const HEAD = 41;
const [ln2Head, ln2Tail] = split(LN2, HEAD);
/** The c of each interval, in 256ths, and −ln c. */
const inverses = new Float64Array(PARTS);
const heads = new Float64Array(PARTS), tails = new Float64Array(PARTS);
{
  // ln(n + 1) = ln n + 2 artanh(1 / (2n + 1)), from 128 = 2⁷ on.
  const lns = [7n * LN2];
  for (let n = 128n; n < 256n; n++) lns.push(lns.at(-1)! + 2n * artanh(ONE / (2n * n + 1n)));
  for (let i = 0; i < PARTS; i++) {
    const c = Math.round(256 * 256 / (257 + 2 * i));
    inverses[i] = c / 256;
    [heads[i], tails[i]] = split(8n * LN2 - lns[c - 128]!, HEAD) as [number, number];
  }
}

/** What is added to round to multiples of 2⁻²⁵: the sum has no smaller bits. */
const to25 = 3 * 2 ** 26;
/** The factor of Veltkamp's splitting into two times 26 bits. */
const halves = 2 ** 27 + 1;

/**
 * How far the two doubles may be off. Where the logarithm is not near 0, r is below 2⁻⁷·⁴ and its square exact; the largest
 * term that is rounded is r³/3 < 2⁻²³·⁸, eight times by 2⁻⁵³ of it at most, which is 2⁻⁷³·⁸, and sums of tails, which are
 * below 2⁻²⁵, add four times 2⁻⁷⁹. Near 0 the same eight times 2⁻⁵³ r³/3 are beside r < 2⁻⁷, and 2⁻⁶⁵·⁵ of it. What is
 * left out of the series is r¹²/12 < 2⁻⁸⁷.
 */
const ERROR = 2 ** -73, ERROR_PER_R = 2 ** -65;

/** The logarithm of a positive normal number as the sum of two doubles, and how far that may be off: `into` three places. */
export function logPair(x: number, into: Float64Array): void {
  const r = x - 1;
  if (r > -1 / 128 && r < 1 / 128) nearOne(r, into);
  else elsewhere(x, into);
}

/** ln(1 + r) for an r below 2⁻⁷. */
function nearOne(r: number, into: Float64Array): void {
  const scaled = halves * r, head = scaled - (scaled - r), tail = r - head;
  const square = head * head / 2, high = r - square;
  into[0] = high;
  into[1] = (((r - high) - square) - tail * (r + head) / 2) + cubes(r);
  into[2] = Math.abs(r) * ERROR_PER_R;
}

/** ln x where it is 2⁻⁷ at least. */
function elsewhere(x: number, into: Float64Array): void {
  const word = upperWord(x), exponent = (word >>> 20) - 1023, i = (word >>> 13) & (PARTS - 1);
  const m = x * powerOfTwo(-exponent), c = inverses[i]!;
  const mHead = (m + to25) - to25;
  const head = mHead * c - 1, tail = (m - mHead) * c, r = head + tail;
  const sum = exponent * ln2Head + heads[i]! + head;
  const square = head * head / 2, high = sum - square;
  into[0] = high;
  into[1] = ((sum - high) - square) + (exponent * ln2Tail + tails[i]!) +
    (tail - tail * (r + head) / 2 + cubes(r));
  into[2] = ERROR;
}

/** What follows r − r²/2 in the series of ln(1 + r), for an r below 2⁻⁷. */
function cubes(r: number): number {
  const square = r * r;
  return square * r * ((1 / 3 - r * (1 / 4)) + square * ((1 / 5 - r * (1 / 6)) +
        square * ((1 / 7 - r * (1 / 8)) + square * ((1 / 9 - r * (1 / 10)) + square * (1 / 11)))));
}

/** The least number that has all of its bits. */
const smallest = powerOfTwo(-1022);
/** What `logPair` says; nothing of it outlives a call. */
const pair = new Float64Array(3);

/**
 * The natural logarithm.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { log } from "hb/model/real/log.ts";
 *
 * assertEquals([log(1), log(2), log(0)], [0, Math.LN2, -Infinity]);
 * ```
 */
export function log(x: number): number {
  if (!isNormal(x)) return slowly(x, ONE);
  logPair(x, pair);
  const high = pair[0]!, low = pair[1]!, error = pair[2]!;
  const result = high + (low + error);
  return result === high + (low - error) ? result : slowly(x, ONE);
}

/** A factor, as a double of 26 bits, what is left, and to 256 bits. */
interface Factor {
  readonly head: number;
  readonly tail: number;
  readonly exact: bigint;
}

function factor(exact: bigint): Factor {
  const [head, tail] = split(exact, 26);
  return { head, tail, exact };
}

const perLn10 = factor((ONE << 256n) / fixedLn(10)), perLn2 = factor((ONE << 256n) / LN2);

/**
 * The logarithm to the base 10; of a power of ten it is exact.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { log10 } from "hb/model/real/log.ts";
 *
 * assertEquals([log10(1), log10(1000), log10(1e-7)], [0, 3, -7]);
 * ```
 */
export function log10(x: number): number {
  return logTimes(x, perLn10);
}

/**
 * The logarithm to the base 2; of a power of two it is exact.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { log2 } from "hb/model/real/log.ts";
 *
 * assertEquals([log2(1), log2(1024), log2(Number.MIN_VALUE)], [0, 10, -1074]);
 * ```
 */
export function log2(x: number): number {
  return logTimes(x, perLn2);
}

function logTimes(x: number, { head, tail, exact }: Factor): number {
  if (!isNormal(x)) return slowly(x, exact);
  logPair(x, pair);
  const first = pair[0]!, scaled = halves * first, half = scaled - (scaled - first);
  const high = half * head;
  const low = (first - half) * head + (first * tail + pair[1]! * (head + tail));
  // The sums that are rounded here are of tails, as those of the logarithm, and fewer.
  const error = 2 * pair[2]! * (head + tail);
  const result = high + (low + error);
  return result === high + (low - error) ? result : slowly(x, exact);
}

function isNormal(x: number): boolean {
  return x >= smallest && x < Infinity;
}

function slowly(x: number, factor: bigint): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  return x === Infinity ? x : nearest(times(fixedLn(x), factor));
}
