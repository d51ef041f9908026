/** Part 9: a majority, an entry of one's own term, and no further than is known. @module */

import { type Commit, termAt } from "../../exercises/10-raft/given.ts";

export const commit: Commit = {
  majorityIndex(voters, reached) {
    const farthestFirst = voters.map(reached).sort((a, b) => b - a);
    return farthestFirst[Math.floor(voters.length / 2)] ?? Infinity;
  },

  mayCommit: (log, index, term) => termAt(log, index) === term,

  followerCommit: (commitIndex, leaderCommit, agreed) =>
    Math.max(commitIndex, Math.min(leaderCommit, agreed)),
};
