/**
 * An adaptive timeout in the manner of TCP (Jacobson 1988, *Congestion avoidance and control*, appendix A; RFC 6298): a
 * moving mean of the intervals, a moving mean of how far they are from it, and the mean plus four times that is how long
 * a sender may be silent. It has no window, so that it remembers little and forgets soon.
 *
 * @module
 */

import { type Estimator, spanMs } from "./estimator.ts";
import { learnFrom, type LearningRules, learningRules, type Timed } from "./intervals.ts";

/** What it knows of a sender. */
export interface Jacobson extends Timed {
  /** The moving mean of intervals, in ms; null before there is one. */
  meanMs: number | null;
  /** The moving mean of their distance from the mean, in ms. */
  deviationMs: number;
}

/** The parameters. */
export interface JacobsonOptions {
  /** How long an interval is taken to be before one has been seen, in ms: about the period. */
  readonly guessMs: number;
  /** k: how many deviations after the mean a sender is suspected; default 4. */
  readonly deviations?: number;
  /** The deviation is taken to be at least so much, in ms; default a tenth of the guess. */
  readonly leastDeviationMs?: number;
  /** How long the first heartbeat is waited for, in ms; default twice the guess. */
  readonly firstMs?: number;
}

/** How much of a new interval enters the mean, and of its distance the deviation: Jacobson's. */
const GAIN = 1 / 8, DEVIATION_GAIN = 1 / 4;

/** Memory for each sender: four numbers. */
export function jacobson(
  options: JacobsonOptions,
  rules: Partial<LearningRules> = {},
): Estimator<Jacobson> {
  const { guessMs, deviations = 4, leastDeviationMs = guessMs / 10, firstMs = 2 * guessMs } =
    options;
  const spans = { guessMs, deviations, leastDeviationMs, firstMs };
  for (const [name, ms] of Object.entries(spans)) spanMs("Jacobson's timeout", name, ms);
  const all = { ...learningRules, ...rules };
  const deadlineOf = ({ meanMs, deviationMs, lastMs, startedMs }: Readonly<Jacobson>) => {
    if (lastMs === null) return startedMs + firstMs;
    if (meanMs === null) return Infinity;
    return lastMs + meanMs + deviations * all.spread(deviationMs, leastDeviationMs);
  };
  return {
    name: `Jacobson k = ${deviations}`,
    start: (nowMs) => ({ meanMs: null, deviationMs: 0, lastMs: null, startedMs: nowMs }),
    arrive(known, arrival) {
      const patience = { guessMs, deadlineMs: deadlineOf(known) };
      learnFrom(known, arrival, all, patience, (intervalMs) => learn(known, intervalMs));
    },
    deadlineMs: deadlineOf,
  };
}

function learn(known: Jacobson, intervalMs: number): void {
  if (known.meanMs === null) {
    known.meanMs = intervalMs;
    return;
  }
  const error = intervalMs - known.meanMs;
  known.meanMs += GAIN * error;
  known.deviationMs += DEVIATION_GAIN * (Math.abs(error) - known.deviationMs);
}
