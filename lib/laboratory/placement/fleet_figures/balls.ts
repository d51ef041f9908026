/** Balls in bins: what one choice, two and three make of the fullest bin. @module */

import { Random } from "../../../sim/random.ts";
import { fullestBin, mostAtRandom, mostOfChoices } from "../fleet/theory.ts";

/** The fullest bin, for a number of balls and as many bins. */
export interface BallsRow {
  /** How many balls there are, and how many bins. */
  readonly bins: number;
  /** How many bins a ball looks at. */
  readonly choices: number;
  /** The mean over all trials of the most balls in one bin. */
  readonly most: number;
  /** What it should be, as if bins were independent (`fullestBin` of `theory.ts`). */
  readonly expected: number;
  /**
   * What that grows like: ln n / ln ln n for one choice, ln ln n / ln d for d; constants left out.
   */
  readonly grows: number;
}

/** What is thrown. */
export interface BallsOptions {
  /** Of all chance; default 1. */
  readonly seed?: number;
  /** Default 2^4, 2^6, … 2^16. */
  readonly bins?: readonly number[];
  /** Default 1, 2, 3. */
  readonly choices?: readonly number[];
  /** How often each is tried; default 20. */
  readonly trials?: number;
}

/**
 * Throws as many balls as there are bins, each into the emptiest of so many bins that are drawn.
 */
export function ballsInBins(options: BallsOptions = {}): BallsRow[] {
  const { seed = 1, choices = [1, 2, 3], trials = 20 } = options;
  const { bins = [4, 6, 8, 10, 12, 14, 16].map((power) => 2 ** power) } = options;
  return bins.flatMap((count) =>
    choices.map((d) => {
      const random = new Random(seed, `${count} bins, ${d} choices`);
      let sum = 0;
      for (let trial = 0; trial < trials; trial++) sum += fullest(count, d, random);
      const grows = d === 1 ? mostAtRandom(count) : mostOfChoices(count, d);
      const expected = fullestBin(count, d);
      return { bins: count, choices: d, most: sum / trials, expected, grows };
    })
  );
}

function fullest(bins: number, choices: number, random: Random): number {
  const balls = new Int32Array(bins);
  let most = 0;
  for (let ball = 0; ball < bins; ball++) {
    let best = random.below(bins);
    for (let choice = 1; choice < choices; choice++) {
      const other = random.below(bins);
      if (balls[other]! < balls[best]!) best = other;
    }
    most = Math.max(most, ++balls[best]!);
  }
  return most;
}
