/** Part 10. Least response time. */

import { type ResponseTime, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - What is known of a server's latency falls with time: after t ms it is e ** (-t / decayMs) of what it
 *   was. An answer that took longer than what is left is believed at once. A faster one is averaged with
 *   what is left: with k = e ** (-t / decayMs), where t is the time since what is known was last set, it
 *   is k of what is left and 1 - k of the latency. So it never lies above both.
 * - An error is a request under way for a while: it counts as one at first, and falls in the same way.
 *   How fast it came says nothing; one that took longer than what is left is believed as an answer is;
 *   another one changes nothing of what is known, nor when that was set.
 * - Expected is what is known, times one more than what counts as under way. Of a server that has told
 *   nothing of its latency yet, nothing is expected if nothing counts as under way; else 1000 ms is taken
 *   for what is known, also to compare an error with.
 * - Picked is the server with which least is expected, of equals the least number, among those that were
 *   not tried; when all were, among all.
 * - Refused are: to add who is there, to remove, to expect something of or to start a request at who is
 *   not, and to pick where nobody is. What ends where nothing is under way is passed over. A server that
 *   comes back is new.
 */
export const latency: ResponseTime<State> = {
  start: (_decayMs) => todo("part 10, start"),
  add: (_s, _server) => todo("part 10, add"),
  remove: (_s, _server) => todo("part 10, remove"),
  started: (_s, _server) => todo("part 10, started"),
  answered: (_s, _server, _now, _latencyMs) => todo("part 10, answered"),
  failed: (_s, _server, _now, _latencyMs) => todo("part 10, failed"),
  expected: (_s, _server, _now) => todo("part 10, expected"),
  pick: (_s, _now, _tried) => todo("part 10, pick"),
};
