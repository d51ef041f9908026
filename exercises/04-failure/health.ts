/** Part 7. Who is slow doubts itself, and who is alone with a suspicion waits. */

import { type Health, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A member's doubt in itself is from 0 to `most`, and 0 at first. A probe that was answered makes it
 *   one less; one that failed makes it more by those who were asked and silent, or by one if nobody
 *   was asked; an accusation that it had to refute makes it one more.
 * - In doubt d periods and timeouts last d + 1 times as long.
 * - A suspicion begins with who says so first, and is told. Each other member that says the same
 *   confirms it, once. With C confirmations it lasts
 *   max − (max − min) · log(C + 1) / log(K + 1) ms, counted from its beginning, where
 *   min = α · max(1, log₁₀ n) · periodMs, and max = β · min, with the n of its beginning.
 *   When it has lasted so long, its member is dead, at once if a confirmation makes it so.
 * - The first K confirmations count and are told on, each in the name of who says so. Any more
 *   change nothing.
 * - Where there are fewer than K others who could confirm it, which is n − 2, or K is 0, nobody is
 *   waited for: it lasts min, and nothing confirms it.
 */
export const health: Health<State> = {
  start: (_rules) => todo("part 7, start"),
  answered: (_s) => todo("part 7, answered"),
  failed: (_s, _asked, _silent) => todo("part 7, failed"),
  refuted: (_s) => todo("part 7, refuted"),
  spans: (_s) => todo("part 7, spans"),
  suspects: (_s, _member, _by, _n, _nowMs, _io) => todo("part 7, suspects"),
  cleared: (_s, _member, _io) => todo("part 7, cleared"),
  expired: (_s, _member, _io) => todo("part 7, expired"),
};
