/** Part 5: the six steps in their order. @module */

import {
  awaitLeader,
  becomeFollower,
  enterTerm,
  lastPosition,
  meetTerm,
  type Upon,
} from "../../exercises/10-raft/given.ts";

export const voter: Upon<"requestVote"> = (raft, s, message, io) => {
  const { from, term, last, pre, transfer } = message, { rules } = raft;
  const isLed = s.lease || s.role === "leader";
  if (isLed && !transfer && (pre || raft.checkQuorum)) return;
  if (!pre) meetTerm(raft, s, term, io);
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
    awaitLeader(raft, s, io);
  }
  io.send(from, { type: "vote", term: granted ? term : s.term, granted, pre });
};
