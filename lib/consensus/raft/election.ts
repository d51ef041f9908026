/**
 * Elections (Ongaro 2014, sections 3.4, 4.2.3 and 9.6): a server that hears nothing from a leader asks
 * whether it would win, then stands for election, then leads.
 *
 * @module
 */

import { votersOf } from "./configuration.ts";
import { lastPosition } from "./log.ts";
import type { Incoming } from "./messages.ts";
import {
  becomeFollower,
  endLease,
  enterTerm,
  type RaftIo,
  resetElectionTimer,
  updateTerm,
} from "./roles.ts";
import type { Raft } from "./settings.ts";
import { startLeading } from "./replication.ts";
import { configurationOf, type State } from "./state.ts";

/** No word from a leader: the lease ends, or it is time to stand. */
export function afterElection(raft: Raft, s: State, io: RaftIo): void {
  if (s.lease) return endLease(raft, s, io);
  s.leader = null;
  resetElectionTimer(raft, s, io);
  if (!raft.rules.promotable(s, io.self)) return;
  if (raft.preVote) ask(raft, s, { pre: true, transfer: false }, io);
  else campaign(raft, s, false, io);
}

/** Enters a new term as a candidate. */
function campaign(raft: Raft, s: State, transfer: boolean, io: RaftIo): void {
  const { term, votedFor } = raft.rules.becomeCandidate(s.term, io.self);
  enterTerm(raft, s, term, votedFor, io);
  ask(raft, s, { pre: false, transfer }, io);
}

/** Asks all voters for their votes, or how they would vote. */
function ask(
  raft: Raft,
  s: State,
  { pre, transfer }: { readonly pre: boolean; readonly transfer: boolean },
  io: RaftIo,
): void {
  s.role = pre ? "precandidate" : "candidate";
  s.leader = null;
  s.votes = new Map([[io.self, true]]);
  const term = pre ? s.term + 1 : s.term, last = lastPosition(s.log);
  for (const voter of votersOf(configurationOf(s))) {
    if (voter === io.self) continue;
    io.send(voter, { type: "requestVote", term, last, pre, transfer });
  }
  count(raft, s, io);
}

/** A candidate asks for a vote. */
export function uponRequestVote(
  raft: Raft,
  s: State,
  message: Incoming<"requestVote">,
  io: RaftIo,
): void {
  const { rules } = raft, { from, term, last, pre, transfer } = message;
  const isLed = s.lease || s.role === "leader";
  if (isLed && !transfer && (pre || raft.checkQuorum)) return;
  if (!pre) updateTerm(raft, s, term, io);
  const candidacy = { candidate: from, term };
  const isFree = pre
    ? rules.mayPreVote(s.term, candidacy)
    : rules.mayVote(s.term, s.votedFor, candidacy);
  const granted = isFree && rules.isUpToDate(last, lastPosition(s.log));
  if (granted && !pre) voteFor(raft, s, message, io);
  if (!pre && s.role !== "leader" && rules.resetsElectionTimer(granted)) {
    resetElectionTimer(raft, s, io);
  }
  io.send(from, { type: "requestVoteReply", term: granted ? term : s.term, granted, pre });
}

function voteFor(raft: Raft, s: State, { from }: Incoming<"requestVote">, io: RaftIo): void {
  s.lease = false;
  if (s.votedFor === from) return;
  enterTerm(raft, s, s.term, from, io);
  becomeFollower(raft, s, null, io);
}

/** A voter has answered. */
export function uponRequestVoteReply(
  raft: Raft,
  s: State,
  message: Incoming<"requestVoteReply">,
  io: RaftIo,
): void {
  const { from, term, granted, pre } = message;
  // A yes to a question carries the term that was asked about, which nobody has entered yet.
  const isAhead = pre && granted;
  if (!isAhead) updateTerm(raft, s, term, io);
  if (s.role !== (pre ? "precandidate" : "candidate")) return;
  // A no to a question may come from a voter in an older term.
  const isTimely = isAhead ? term === s.term + 1 : pre || term === s.term;
  if (!isTimely) return;
  if (!s.votes.has(from)) s.votes.set(from, granted);
  count(raft, s, io);
}

function count(raft: Raft, s: State, io: RaftIo): void {
  const result = raft.rules.countVotes(configurationOf(s), s.votes);
  if (result === "lost") becomeFollower(raft, s, null, io);
  else if (result === "won" && s.role === "precandidate") campaign(raft, s, false, io);
  else if (result === "won") becomeLeader(raft, s, io);
}

/** A new leader appends an entry first, since only entries of its own term are committed by counting. */
function becomeLeader(raft: Raft, s: State, io: RaftIo): void {
  s.role = "leader";
  s.leader = io.self;
  s.lease = false;
  s.votes = new Map();
  startLeading(raft, s, io);
  io.cancel("election");
  io.wait(raft.heartbeatMs, { type: "heartbeat" });
  if (raft.checkQuorum) io.wait(raft.electionTimeoutMs[1], { type: "quorum" });
  raft.steps.append(raft, s, { type: "noop" }, io);
}

/** The leader wants this server to lead, and its log is complete. */
export function uponTimeoutNow(
  raft: Raft,
  s: State,
  { term }: Incoming<"timeoutNow">,
  io: RaftIo,
): void {
  if (term !== s.term || s.role !== "follower" || !raft.rules.promotable(s, io.self)) return;
  s.lease = false;
  resetElectionTimer(raft, s, io);
  campaign(raft, s, true, io);
}
