/** Part 5: the six steps in their order. @module */

import {
  becomeFollower,
  enterTerm,
  lastPosition,
  resetElectionTimer,
  updateTerm,
  type Upon,
} from "../../exercises/10-raft/given.ts";

export const voter: Upon<"requestVote"> = (raft, s, message, io) => {
  const { from, term, last, pre, transfer } = message, { rules } = raft;
  const isLed = s.lease || s.role === "leader";
  if (isLed && !transfer && (pre || raft.checkQuorum)) return;
  if (!pre) updateTerm(raft, s, term, io);
  const candidacy = { candidate: from, term };
  const isFree = pre
    ? rules.mayPreVote(s.term, candidacy)
    : rules.mayVote(s.term, s.votedFor, candidacy);
  const granted = isFree && rules.isUpToDate(last, lastPosition(s.log));
  if (granted && !pre) {
    s.lease = false;
    if (s.votedFor !== from) {
      enterTerm(raft, s, s.term, from, io);
      becomeFollower(raft, s, null, io);
    }
    resetElectionTimer(raft, s, io);
  }
  io.send(from, { type: "requestVoteReply", term: granted ? term : s.term, granted, pre });
};
