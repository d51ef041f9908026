/** Part 9. Deadlines and cancellation that travel. */

import { type Calls, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Calls are worked on in the order in which they came, `workers` at a time; the others wait. None is begun
 *   whose time is over.
 * - A call is over when its work is done, when its time is over, or when it is cancelled: exactly then it is
 *   replied `done`, `late`, or nothing. Its work is stopped, unless it is done. Every node that was asked for
 *   it, and from which an answer may still come, is told that nobody awaits it.
 * - What is asked of another node has as much time as it may have and the call has left. When that is over,
 *   the node is told, and so is the work; if there is none to begin with, only the work is. What work that
 *   has been stopped asks for is neither asked nor told.
 * - What has failed is asked again, after a pause, with the time that is then left: only if it was untouched
 *   or is idempotent and unknown, not more often than `attempts` say, and if the pause ends before the time
 *   does. Otherwise the work is told. The pause is `first`, twice as long after each further attempt, and
 *   `longest` at most; while it lasts, no answer can come.
 * - The work is told once how what it asked for has ended, and not at all when the call is over. What is over
 *   is forgotten; whatever is said of it counts for nothing.
 */
export const calls: Calls<State> = {
  start: (_rules) => todo("part 9, start"),
  asked: (_s, _call, _timeoutMs, _now, _io) => todo("part 9, asked"),
  cancelled: (_s, _call, _now, _io) => todo("part 9, cancelled"),
  done: (_s, _call, _now, _io) => todo("part 9, done"),
  calls: (_s, _call, _child, _now, _io) => todo("part 9, calls"),
  answered: (_s, _child, _now, _io) => todo("part 9, answered"),
  failed: (_s, _child, _failure, _now, _io) => todo("part 9, failed"),
  tick: (_s, _now, _io) => todo("part 9, tick"),
};
