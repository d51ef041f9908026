/** Part 2. How surprising a silence is. */

import { type Phi, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - φ = −log₁₀ P(the next heartbeat comes later than now), where intervals between two heartbeats
 *   are normal, with the mean and the deviation of those in the window: of the last `size`, each
 *   as likely as the others (so the sum of squares is divided by their number). It is never less
 *   than 0. `log10Tail` of `given.ts` gives log₁₀ of the tail of the standard normal distribution.
 * - σ is never taken to be less than `leastSigmaMs`.
 * - Before the first heartbeat φ is 0. The first heartbeat brings no interval: the guess takes its
 *   place in the window, and goes the way of all intervals there.
 * - An interval at the end of which the sender was suspected is not learnt, nor one of less than 0
 *   ms, of a clock that was set back. The next interval begins with the heartbeat all the same.
 */
export const phi: Phi<State> = {
  start: (_rules) => todo("part 2, start"),
  heard: (_s, _nowMs, _suspected) => todo("part 2, heard"),
  phi: (_s, _nowMs) => todo("part 2, phi"),
};
