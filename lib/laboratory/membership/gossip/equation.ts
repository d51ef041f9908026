/** The residue of push with a coin, as the differential equations have it (Demers et al. 1987, section 1.4). @module */

import { exp } from "../../../model/real/exp.ts";

/** A variant with a coin. */
export interface CoinVariant {
  /** Whether only contacts that were of no use count. */
  readonly feedback: boolean;
  /** Interest is lost with the probability 1/k. */
  readonly k: number;
}

/**
 * The least s from 0 to 1 with s = e^−(k+1)(1−s), with feedback, or s = e^−k(1−s), blind: the share of nodes that never
 * hear, when there are many. The paper derives the first.
 */
export function remaining({ feedback, k }: CoinVariant): number {
  const exponent = feedback ? k + 1 : k;
  // No other solution than 1: each node infects one other on average, or fewer.
  if (exponent <= 1) return 1;
  let s = 0;
  for (let before = -1; s - before > 1e-12;) {
    before = s;
    s = exp(-exponent * (1 - s));
  }
  return s;
}
