/** Part 8. The consistency check, and what it lets in. @module */

import { type Rules, todo } from "./given.ts";

/**
 * A leader says: after `previous`, which is `{ index, term }`, my log has these `entries`. The follower's log
 * begins after `log.base`; what it had up to there is compacted, and committed. `termAt(log, index)` is the
 * term at an index, the base included, and undefined for what the log does not hold. None of the three
 * changes the log.
 */
export const match: Pick<Rules, "agrees" | "alreadyThere" | "agreedUntil"> = {
  /** Whether the log agrees with the leader's up to `previous`, for all that is known. */
  agrees: (_log, _previous) => todo("part 8, agrees"),

  /**
   * How many of the entries, from the first on, the log already has in their places (index and term), or
   * has compacted. The handler replaces the log from there on by the others, if any are left.
   */
  alreadyThere: (_log, _previous, _entries) => todo("part 8, alreadyThere"),

  /**
   * Up to which index the log is known to agree with the leader's, once the entries are in it: to the last of
   * them, or to `previous` if there are none. What else it holds may be an old leader's.
   */
  agreedUntil: (_log, _previous, _entries) => todo("part 8, agreedUntil"),
};
