/** Part 4. Who grants it: a loyal voter. */

import { todo, type Voter } from "./given.ts";

/** What the voter remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * The other end of a leader's lease. The voter votes for nobody before `loyalMs` have passed since it heard a leader.
 *
 * - A heartbeat of a term below the voter's own is not acknowledged, and means nothing. Any other one is, and the voter
 *   is in that term then.
 * - A term that it meets otherwise (`met`) it enters if it is greater than its own. Its loyalty goes on: the leader of
 *   the last term still counts on it.
 * - Who asks for a vote gets it if the term is greater than the voter's own, or if it is the voter's own and the voter
 *   has neither heard a leader of it nor given its vote to another one. While it is loyal nobody gets its vote, unless
 *   the leader has told them to stand. Who is refused for that reason changes nothing; who gets a vote makes
 *   the voter enter the term.
 * - A voter that comes back from a crash may have heard a leader just before, and voted in the term that it is in. It is
 *   loyal for as long as it may have promised.
 */
export const voter: Voter<State> = {
  start: (_term, _hasCrashed, _loyalMs, _now) => todo("part 4, start"),
  heard: (_s, _term, _loyalMs, _now) => todo("part 4, heard"),
  met: (_s, _term) => todo("part 4, met"),
  asked: (_s, _candidate, _term, _isTold, _now) => todo("part 4, asked"),
};
