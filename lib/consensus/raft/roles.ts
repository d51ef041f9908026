/** How a server enters a term, becomes a follower, and waits for a leader (Ongaro 2014, section 3.4). @module */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Raft, Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** The world, as a server of Raft sees it. */
export type RaftIo = Io<Message, Timer, Saved>;

/**
 * Begins to wait for a leader. A server that has just heard from one waits the least election timeout,
 * for which its lease lasts, and then the random rest; together they are one election timeout.
 */
export function resetElectionTimer(raft: Raft, s: State, io: RaftIo): void {
  const [least] = raft.electionTimeoutMs;
  io.wait(s.lease ? least : least + rest(raft, io), { type: "election" });
}

/** The lease is over; the random rest of the election timeout begins. */
export function endLease(raft: Raft, s: State, io: RaftIo): void {
  s.lease = false;
  io.wait(rest(raft, io), { type: "election" });
}

/** Whether servers stay with a leader for a while after they have heard from it. */
export function usesLease({ preVote, checkQuorum }: Settings): boolean {
  return preVote || checkQuorum;
}

/** Enters a term, with this vote in it. */
export function enterTerm(
  raft: Raft,
  s: State,
  term: number,
  votedFor: NodeId | null,
  io: RaftIo,
): void {
  s.term = term;
  s.votedFor = votedFor;
  for (const saved of raft.rules.saveVote(term, votedFor)) io.save(saved);
}

/** A server that meets a greater term follows in it. */
export function updateTerm(raft: Raft, s: State, term: number, io: RaftIo): void {
  if (!raft.rules.isOutdated(s.term, term)) return;
  enterTerm(raft, s, term, null, io);
  becomeFollower(raft, s, null, io);
}

/** Follows `leader`, if it is known. A candidate goes on waiting as it does; a leader begins to wait. */
export function becomeFollower(raft: Raft, s: State, leader: NodeId | null, io: RaftIo): void {
  s.role = "follower";
  s.leader = leader;
  s.votes = new Map();
  if (s.leading === null) return;
  s.leading = null;
  // Whoever asked for another leader is answered when it is known who that is.
  if (s.transfer !== undefined) io.wait(raft.electionTimeoutMs[1], { type: "transfer" });
  io.cancel("heartbeat");
  io.cancel("quorum");
  resetElectionTimer(raft, s, io);
}

/** The leader of this server's term has spoken. */
export function hearLeader(raft: Raft, s: State, leader: NodeId, io: RaftIo): void {
  if (s.role === "leader") {
    throw new Error(
      `Cannot follow node ${leader} because a term must have one leader: ` +
        `given node ${io.self} in term ${s.term}`,
    );
  }
  if (s.role !== "follower") becomeFollower(raft, s, leader, io);
  s.leader = leader;
  settleTransfer(s, leader, io);
  s.lease = usesLease(raft);
  resetElectionTimer(raft, s, io);
}

/** It is known who leads: that is the answer to whoever asked for another leader. */
export function settleTransfer(s: State, leader: NodeId, io: RaftIo): void {
  if (s.transfer === undefined) return;
  const { to, address } = s.transfer;
  delete s.transfer;
  io.cancel("transfer");
  if (leader === to) return io.answer(address, { ok: true, index: s.commitIndex, result: null });
  io.answer(address, refusal(`node ${leader} leads now, and not node ${to}`));
}

/** Time is up, and nobody else is known to lead. */
export function abandonTransfer(s: State, io: RaftIo): void {
  if (s.transfer === undefined) return;
  const { to, address } = s.transfer;
  delete s.transfer;
  const words = s.leading === null
    ? `no leader was heard of in time: node ${to} may lead, or another node`
    : `node ${to} did not take over in time`;
  io.answer(address, refusal(words));
}

function refusal(words: string): Answer {
  return { ok: false, why: "refused", words };
}

/** The random rest of an election timeout. */
function rest(raft: Raft, io: RaftIo): number {
  const [least, most] = raft.electionTimeoutMs;
  return raft.rules.timeoutJitter(most - least, (count) => io.choose(count));
}
