/** What estimators do that go by the time between heartbeats: which of these times they learn from. @module */

import type { Arrival } from "./estimator.ts";

/** The decisions that such estimators rest on, so that each can be made wrongly. */
export interface LearningRules {
  /**
   * What is taken for known at the first heartbeat, when nothing is: a guess. Without one, who beats once and dies
   * is never suspected, as there is no interval to judge by.
   */
  readonly seed: (guessMs: number) => readonly number[];
  /**
   * Whether an interval is learnt from. One that ended a suspicion tells of an absence and not of the network:
   * with it, the next absence would be noticed late.
   */
  readonly learns: (intervalMs: number, suspected: boolean) => boolean;
  /** The spread that is reckoned with: with none at all, a heartbeat would be late the moment that it is due. */
  readonly spread: (measuredMs: number, leastMs: number) => number;
}

/** As it should be. A clock that was set back gives intervals of less than nothing, which tell nothing. */
export const learningRules: LearningRules = {
  seed: (guessMs) => [guessMs],
  learns: (intervalMs, suspected) => intervalMs >= 0 && !suspected,
  spread: Math.max,
};

/** What such an estimator knows at least. */
export interface Timed {
  /** When its last heartbeat came, in ms; null before the first. */
  lastMs: number | null;
  /** When its watching began, in ms. */
  readonly startedMs: number;
}

/** Hands the intervals to learn from, those guessed at first included, to `learn`. */
export function learnFrom(
  known: Timed,
  { atMs, suspected }: Arrival,
  { seed, learns }: LearningRules,
  guessMs: number,
  learn: (intervalMs: number) => void,
): void {
  if (known.lastMs === null) { for (const each of seed(guessMs)) learn(each); }
  else if (learns(atMs - known.lastMs, suspected)) learn(atMs - known.lastMs);
  known.lastMs = atMs;
}
