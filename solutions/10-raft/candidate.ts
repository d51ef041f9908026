/** Part 6: ask, stand, count, lead. @module */

import {
  append,
  becomeFollower,
  type Candidate,
  configurationOf,
  endLease,
  enterTerm,
  lastPosition,
  type Raft,
  type RaftIo,
  resetElectionTimer,
  startLeading,
  type State,
  updateTerm,
  votersOf,
} from "../../exercises/10-raft/given.ts";

export const candidate: Candidate = {
  election(raft, s, io) {
    if (s.lease) return endLease(raft, s, io);
    s.leader = null;
    resetElectionTimer(raft, s, io);
    if (!raft.rules.promotable(s, io.self)) return;
    if (raft.preVote) ask(raft, s, true, io);
    else stand(raft, s, io);
  },

  requestVoteReply(raft, s, { from, term, granted, pre }, io) {
    if (!(pre && granted)) updateTerm(raft, s, term, io);
    if (s.role !== (pre ? "precandidate" : "candidate")) return;
    const asked = pre ? s.term + 1 : s.term;
    if (granted || !pre ? term !== asked : term > asked) return;
    if (!s.votes.has(from)) s.votes.set(from, granted);
    count(raft, s, io);
  },
};

function stand(raft: Raft, s: State, io: RaftIo): void {
  const { term, votedFor } = raft.rules.becomeCandidate(s.term, io.self);
  enterTerm(raft, s, term, votedFor, io);
  ask(raft, s, false, io);
}

function ask(raft: Raft, s: State, pre: boolean, io: RaftIo): void {
  s.role = pre ? "precandidate" : "candidate";
  s.leader = null;
  s.votes = new Map([[io.self, true]]);
  const term = pre ? s.term + 1 : s.term, last = lastPosition(s.log);
  for (const voter of votersOf(configurationOf(s))) {
    if (voter === io.self) continue;
    io.send(voter, { type: "requestVote", term, last, pre, transfer: false });
  }
  count(raft, s, io);
}

/** A voter that is alone has won at once. */
function count(raft: Raft, s: State, io: RaftIo): void {
  const result = raft.rules.countVotes(configurationOf(s), s.votes);
  if (result === "lost") return becomeFollower(raft, s, null, io);
  if (result === "pending") return;
  if (s.role === "precandidate") stand(raft, s, io);
  else lead(raft, s, io);
}

function lead(raft: Raft, s: State, io: RaftIo): void {
  s.role = "leader";
  s.leader = io.self;
  s.lease = false;
  s.votes = new Map();
  startLeading(raft, s, io);
  io.cancel("election");
  io.wait(raft.heartbeatMs, { type: "heartbeat" });
  if (raft.checkQuorum) io.wait(raft.electionTimeoutMs[1], { type: "quorum" });
  append(raft, s, { type: "noop" }, io);
}
