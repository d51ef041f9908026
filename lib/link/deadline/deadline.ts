/**
 * Deadlines of calls that call others. A call has one deadline, from the first hop to the last, through every
 * retry; what it calls in turn can have less time, never more.
 *
 * @module
 */

/**
 * A moment of this machine's own clock, in ms; Infinity: there is none. It means nothing on another machine.
 */
export type Deadline = number;

/** How much time is left, in ms: what is told to whoever is called. Never below 0. */
export function timeLeft(deadline: Deadline, now: number): number {
  return Math.max(0, deadline - now);
}

/** The deadline of what is called in turn, with at most `ms` for it. */
export function narrowed(deadline: Deadline, ms: number, now: number): Deadline {
  return Math.min(deadline, now + Math.max(0, ms));
}

/** Timers take no longer delay than this, in ms; with a longer one, many ring at once. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

/** For how long to set a timer that looks after a deadline; when it rings, time may be left. */
export function timerFor(deadline: Deadline, now: number): number {
  return Math.min(timeLeft(deadline, now), LONGEST_TIMER_MS);
}
