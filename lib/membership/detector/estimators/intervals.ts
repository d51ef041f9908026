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
   * Whether a heartbeat came late: to a suspect, or after its deadline by the clock, which a timer does not notice that
   * was under way when the clock was set forward.
   */
  readonly isLate: (suspected: boolean, atMs: number, deadlineMs: number) => boolean;
  /**
   * Whether an interval is learnt from as it is. One that ended with a late heartbeat tells of an absence perhaps and
   * not of the network: with it, the next absence would be noticed late.
   */
  readonly learns: (intervalMs: number, late: boolean) => boolean;
  /**
   * For how long an interval is taken that is not learnt from as it is because it was late, given how long was waited
   * for it; null: not at all. If nothing is learnt from what is late, an estimate that is too short stays so for ever:
   * each heartbeat comes to a suspect. That is what happens in Akka's way after a watcher's own pause, when all that has
   * come meanwhile is there at once, and intervals seem to be nothing.
   */
  readonly takesLateFor: (intervalMs: number, waitedMs: number, guessMs: number) => number | null;
  /** The spread that is reckoned with: with none at all, a heartbeat would be late the moment that it is due. */
  readonly spread: (measuredMs: number, leastMs: number) => number;
}

/** As it should be. A clock that was set back gives intervals of less than nothing, which tell nothing. */
export const learningRules: LearningRules = {
  seed: (guessMs) => [guessMs],
  isLate: (suspected, atMs, deadlineMs) => suspected || atMs > deadlineMs,
  learns: (intervalMs, late) => intervalMs >= 0 && !late,
  // It was longer than was waited for: so much is known whatever came in between.
  takesLateFor: (intervalMs, waitedMs, guessMs) =>
    intervalMs < 0 ? null : Math.min(intervalMs, Math.max(guessMs, waitedMs)),
  spread: Math.max,
};

/** As Akka learns: from what came in time only (akka-core, `PhiAccrualFailureDetector`). */
export const inTimeOnly: Partial<LearningRules> = { takesLateFor: () => null };

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
  { seed, isLate, learns, takesLateFor }: LearningRules,
  { guessMs, deadlineMs }: { readonly guessMs: number; readonly deadlineMs: number },
  learn: (intervalMs: number) => void,
): void {
  const { lastMs } = known;
  known.lastMs = atMs;
  if (lastMs === null) {
    for (const each of seed(guessMs)) learn(each);
    return;
  }
  const intervalMs = atMs - lastMs, late = isLate(suspected, atMs, deadlineMs);
  const taken = learns(intervalMs, late)
    ? intervalMs
    : late
    ? takesLateFor(intervalMs, deadlineMs - lastMs, guessMs)
    : null;
  if (taken !== null) learn(taken);
}
