/** Part 3. Ping, and ask others before you give up. */

import { type Probing, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - In each period the member that is drawn is pinged, under the next number: 1, 2, …, counted by
 *   the periods in which somebody is. If it has not answered after `timeoutMs`, `helpers` others
 *   are asked whether they hear it.
 * - A probe has failed if at the end of its period nobody has said that the target answers: not
 *   the target, however late, and no helper. So nobody is given up before the helpers had their
 *   time. When a period begins, what is wrong with the one before is said first.
 * - An answer to an earlier probe is none to this one.
 * - A ping is answered, whoever sends it, with what it says itself.
 * - A helper pings the target on behalf of whoever asks, under that one's number, and passes on the
 *   answer, however late. If it has none after `nackMs`, it says so.
 * - A helper that was asked and says that it hears nothing is not silent; it is not counted twice if
 *   that comes twice, and neither is whoever was not asked.
 */
export const probing: Probing<State> = {
  start: (_rules) => todo("part 3, start"),
  period: (_s, _target, _io) => todo("part 3, period"),
  after: (_s, _timer, _io) => todo("part 3, after"),
  upon: (_s, _from, _message, _io) => todo("part 3, upon"),
};
