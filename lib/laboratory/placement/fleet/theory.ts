/** What queues do by the books, for runs to be held against. @module */

import { exp } from "../../../model/real/exp.ts";
import { log } from "../../../model/real/log.ts";
import { pow } from "../../../model/real/pow.ts";

/** The mean time that a request waits for the worker, M/M/1: ρ / (μ − λ). Rates are per ms. */
export function waitOfOne(arrivals: number, service: number): number {
  return arrivals / service / (service - arrivals);
}

/**
 * The mean time that a request waits for the worker, M/G/1, in turn: λ E[S²] / 2(1 − ρ) (Pollaczek
 * 1930, Khinchine 1932). `squared` is the mean of the work's square.
 */
export function waitOfAny(arrivals: number, workMs: number, squared: number): number {
  return arrivals * squared / 2 / (1 - arrivals * workMs);
}

/**
 * The probability that a request must wait, M/M/c (Erlang 1917, formula C), for `load` = λ / μ
 * below `workers`.
 */
export function erlangC(workers: number, load: number): number {
  // Formula B by its recursion: the share that is lost where nobody waits.
  let lost = 1;
  for (let n = 1; n <= workers; n++) lost = load * lost / (n + load * lost);
  return workers * lost / (workers - load * (1 - lost));
}

/** The mean time that a request waits, M/M/c, in ms. */
export function waitOfSeveral(workers: number, arrivals: number, service: number): number {
  return erlangC(workers, arrivals / service) / (workers * service - arrivals);
}

/**
 * The supermarket model: the share of very many servers that have at least `length` requests, when
 * each request looks at d of them, at `load` = λ / μ: λ^((d^length − 1) / (d − 1)) (Mitzenmacher
 * 2001).
 */
export function supermarket(load: number, choices: number, length: number): number {
  const exponent = choices === 1 ? length : (pow(choices, length) - 1) / (choices - 1);
  return pow(load, exponent);
}

/** About the greatest load of n balls in n bins, at random: ln n / ln ln n. */
export function mostAtRandom(bins: number): number {
  return log(bins) / log(log(bins));
}

/** About the greatest load of n balls in n bins, each in the emptiest of d ≥ 2: ln ln n / ln d. */
export function mostOfChoices(bins: number, choices: number): number {
  return log(log(bins)) / log(choices);
}

/**
 * The share of very many bins that have at least i balls, at i, when as many balls as bins went
 * each to the emptiest of d bins: at time 1 of ds_i/dt = s_{i−1}^d − s_i^d, s_0 = 1 (Mitzenmacher
 * 2001, section 2).
 */
export function filled(choices: number): number[] {
  const depth = 20, steps = 2000;
  let shares: number[] = Array.from({ length: depth }, (_, i) => i === 0 ? 1 : 0);
  const change = (s: readonly number[]) =>
    s.map((share, i) => i === 0 ? 0 : pow(s[i - 1]!, choices) - pow(share, choices));
  for (let step = 0; step < steps; step++) {
    // The midpoint method: the error falls with the square of the step.
    const half = change(shares);
    const middle = change(shares.map((share, i) => share + half[i]! / 2 / steps));
    shares = shares.map((share, i) => share + middle[i]! / steps);
  }
  return shares;
}

/**
 * The mean of the fullest of n bins after n balls, as if bins were independent: Σ P(some bin has at
 * least i).
 */
export function fullestBin(bins: number, choices: number): number {
  return filled(choices).slice(1).reduce((sum, share) => sum + 1 - exp(-bins * share), 0);
}
