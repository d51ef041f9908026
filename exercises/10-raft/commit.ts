/** Part 9. When an entry is there to stay. @module */

import { type Commit, todo } from "./given.ts";

export const commit: Commit = {
  /**
   * The highest index that a majority of the voters has reached, where `reached(voter)` is how far that one
   * has got (Infinity is possible). With no voters it is Infinity.
   */
  majorityIndex: (_voters, _reached) => todo("part 9, majorityIndex"),

  /**
   * Whether a leader of `term` may commit up to `index` in its log, which a majority has reached. Up to there
   * it is not committed yet, so the entry is in `log.entries`.
   */
  mayCommit: (_log, _index, _term) => todo("part 9, mayCommit"),

  /**
   * The new commit index of a follower: it was `commitIndex`, the leader says that its own is `leaderCommit`,
   * and the logs are known to agree up to `agreed`.
   */
  followerCommit: (_commitIndex, _leaderCommit, _agreed) => todo("part 9, followerCommit"),
};
