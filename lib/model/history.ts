/**
 * A history is what the clients saw: when each operation was invoked, and how it ended. The words are
 * Jepsen's (Kingsbury): an operation that ended in `ok` took effect, one that ended in `fail` did not,
 * and one whose end is `unknown` may have taken effect, may yet, or never will.
 *
 * @module
 */

/** How an operation stands. */
export type Outcome = "ok" | "fail" | "unknown";

/** One operation of one client, from its invocation to its end. */
export interface Operation<I = unknown, O = unknown> {
  /** Counts operations in the order of their invocation, from 0. */
  readonly id: number;
  /** The client; it has at most one operation under way. */
  readonly process: number;
  /** What was asked. */
  readonly input: I;
  /** What was answered; there only when the outcome is `ok`. */
  readonly output?: O;
  /** When it was asked, in ms of the run's own time. */
  readonly invokedAt: number;
  /** When it ended, in ms; `Infinity` for `unknown`: it may take effect at any later time. */
  readonly endedAt: number;
  /** How it ended. */
  readonly outcome: Outcome;
}

/** Operations in the order of their invocation. */
export type History<I = unknown, O = unknown> = readonly Operation<I, O>[];

/** Throws unless each operation ends, in a way that there is, and not before it was asked. */
export function assertHistory(history: History): void {
  for (const [place, { invokedAt, endedAt, outcome }] of history.entries()) {
    if (!(invokedAt <= endedAt)) {
      throw new RangeError(
        `Cannot judge a history because no operation may end before it was asked: ` +
          `given number ${place}, from ${invokedAt} to ${endedAt}`,
      );
    }
    if (!outcomes.includes(outcome)) {
      throw new RangeError(
        `Cannot judge a history because an operation must end in one of ${outcomes.join(", ")}: ` +
          `given number ${place}, which ends in ${outcome}`,
      );
    }
  }
}

const outcomes: readonly Outcome[] = ["ok", "fail", "unknown"];
