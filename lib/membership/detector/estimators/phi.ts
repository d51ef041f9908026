/**
 * The φ accrual failure detector (Hayashibara, Défago, Yared and Katayama 2004). It does not say yes or no: it says how
 * surprising the silence is. From the last intervals between heartbeats it estimates a normal distribution;
 * φ = −log₁₀ P(the next one comes later than now). Whoever asks chooses a threshold: at φ = 1 about one suspicion in
 * ten is a mistake, at φ = 8 one in 10⁸, as far as intervals are normal and independent of each other.
 *
 * @module
 */

import { type Estimator, spanMs } from "./estimator.ts";
import { learnFrom, type LearningRules, learningRules, type Timed } from "./intervals.ts";
import { log10Tail, tailPoint } from "./normal.ts";
import { deviationOf, emptyWindow, meanOf, push, type Window, windowSize } from "./window.ts";

/** What it knows of a sender. */
export interface Phi extends Timed {
  /** The last intervals between two heartbeats, in ms. */
  readonly intervals: Window;
}

/** The parameters. */
export interface PhiOptions {
  /** The φ from which on a sender is suspected; more than 0. */
  readonly threshold: number;
  /** How long an interval is taken to be before one has been seen, in ms: about the period. */
  readonly guessMs: number;
  /** How many intervals count; default 100. */
  readonly size?: number;
  /** σ is taken to be at least so much, in ms; default a tenth of the guess. */
  readonly leastSigmaMs?: number;
  /** So much later than the intervals say may a heartbeat come, in ms, for pauses that are well; default 0. */
  readonly pauseMs?: number;
  /** How long the first heartbeat is waited for, in ms; default twice the guess. */
  readonly firstMs?: number;
}

/** A φ detector: besides the deadline it tells φ itself. */
export interface PhiEstimator extends Estimator<Phi> {
  /** φ at a moment of the watching node's clock, in ms; 0 before the first heartbeat, as nothing is known. */
  phi(known: Readonly<Phi>, nowMs: number): number;
}

/** Memory for each sender: `size` numbers, and a few more. */
export function phi(options: PhiOptions, rules: Partial<LearningRules> = {}): PhiEstimator {
  const { threshold, guessMs, size = 100, leastSigmaMs = guessMs / 10, pauseMs = 0 } = options;
  const { firstMs = 2 * guessMs } = options;
  for (const [name, ms] of Object.entries({ guessMs, leastSigmaMs, pauseMs, firstMs })) {
    spanMs("φ", name, ms);
  }
  if (!(threshold > 0)) {
    throw new RangeError(
      `Cannot estimate by φ because its threshold must be more than 0: given ${threshold}`,
    );
  }
  windowSize("φ", size);
  const all = { ...learningRules, ...rules };
  // φ rises with time, so that it passes the threshold once: so many σ after the mean.
  const sigmas = tailPoint(-threshold);
  const sigmaOf = (known: Readonly<Phi>) => all.spread(deviationOf(known.intervals), leastSigmaMs);
  const dueMs = ({ lastMs, intervals }: Readonly<Phi>) => lastMs! + meanOf(intervals) + pauseMs;
  const deadlineMs = (known: Readonly<Phi>) => {
    if (known.lastMs === null) return known.startedMs + firstMs;
    if (known.intervals.values.length === 0) return Infinity;
    return dueMs(known) + sigmas * sigmaOf(known);
  };
  return {
    name: `φ ${threshold}`,
    start: (nowMs) => ({ intervals: emptyWindow(), lastMs: null, startedMs: nowMs }),
    arrive(known, arrival) {
      const patience = { guessMs, deadlineMs: deadlineMs(known) };
      learnFrom(known, arrival, all, patience, (each) => push(known.intervals, each, size));
    },
    deadlineMs,
    phi(known, nowMs) {
      if (known.lastMs === null || known.intervals.values.length === 0) return 0;
      // −0 is not a number that anybody wants to read.
      const lateMs = nowMs - dueMs(known);
      // Where there is no spread at all, 0/0 is the mean all the same.
      return Math.max(0, -log10Tail(lateMs === 0 ? 0 : lateMs / sigmaOf(known)));
    },
  };
}
