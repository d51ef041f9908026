/** How often filters are wrong, and how many bits a key that takes, worked out. @module */

import { exp } from "../../model/real/exp.ts";
import { log2 } from "../../model/real/log.ts";
import { pow } from "../../model/real/pow.ts";
import { LINE } from "./blocked.ts";
import { WIDTH } from "./ribbon.ts";

/** How often a Bloom filter is wrong whose keys set `probes` bits each: `(1 − e^(−kn/m))^k` (Bloom 1970). */
export function bloomRate(bitsPerKey: number, probes: number): number {
  return pow(1 - exp(-probes / bitsPerKey), probes);
}

/** The same with the best `k`, were it not a whole number: `0.6185^(m/n)`. */
export function leastBloomRate(bitsPerKey: number): number {
  return exp(-bitsPerKey * Math.LN2 ** 2);
}

/**
 * How often a blocked Bloom filter is wrong: a line of 512 bits has `i` keys with Poisson's probability
 * (Putze, Sanders and Singler 2007, section 3.1).
 */
export function blockedRate(bitsPerKey: number, probes: number): number {
  const mean = 8 * LINE / bitsPerKey;
  let rate = 0, chance = exp(-mean);
  for (let i = 0; i < 5 * mean; chance *= mean / ++i) {
    rate += chance * bloomRate(8 * LINE / i, probes);
  }
  return rate;
}

/** How often a ribbon filter is wrong: each column lets half of the other keys pass. */
export function ribbonRate(columns: number): number {
  return 2 ** -columns;
}

/** How many bits a key a ribbon filter has. */
export function ribbonBits(columns: number): number {
  return columns * (1 + (5 + columns / 4) / WIDTH);
}

/** Bits a key for filters that are wrong so often. */
export interface BitsFor {
  /** What no filter can do without: `log₂(1/rate)`. */
  readonly least: number;
  /** A Bloom filter's: 1.44 times that. */
  readonly bloom: number;
  /** Those of a ribbon filter of enough whole columns. */
  readonly ribbon: number;
}

/** How many bits a key it takes to be wrong no more often than `rate`, which is above 0 and below 1. */
export function bitsFor(rate: number): BitsFor {
  if (!(rate > 0 && rate < 1)) {
    throw new RangeError(
      `Cannot say how many bits it takes because the rate must be above 0 and below 1: given ${rate}`,
    );
  }
  const least = -log2(rate);
  return { least, bloom: least / Math.LN2, ribbon: ribbonBits(Math.ceil(least)) };
}
