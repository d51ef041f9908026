/** How a server promises a ballot, follows a leader, and waits for one. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Ballot } from "../ballot.ts";
import type { Saved } from "./journal.ts";
import type { MultiPaxosIo } from "./messages.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";
import { awaitLeader, settleTransfer } from "./transfer.ts";

/** Saves a record, if the rules say so. */
export function save({ rules }: MultiPaxos, record: Saved, io: MultiPaxosIo): void {
  const saved = rules.saves(record);
  if (saved !== null) io.save(saved);
}

/** Promises a higher ballot: whoever leads or stands in a lower one does so no longer. */
export function promise(paxos: MultiPaxos, s: State, ballot: Ballot, io: MultiPaxosIo): void {
  s.promised = ballot;
  s.round = Math.max(s.round, ballot.round);
  s.canvass = null;
  delete s.named;
  save(paxos, { type: "promise", ballot }, io);
  if (s.mandate !== null) follow(paxos, s, null, io);
}

/** Follows `leader`, if it is known, and gives up its own ballot. */
export function follow(
  paxos: MultiPaxos,
  s: State,
  leader: NodeId | null,
  io: MultiPaxosIo,
): void {
  s.leader = leader;
  s.mandate = null;
  if (s.leading === null) return;
  const { queue, joining } = s.leading;
  s.leading = null;
  for (const timer of ["heartbeat", "quorum", "batch"] as const) io.cancel(timer);
  const no = { ok: false, why: "not leader", leader } as const;
  for (const { address } of queue) decline(paxos, address, no, io);
  if (joining !== null) decline(paxos, joining.address, no, io);
  awaitLeader(paxos, s, io);
  resetElectionTimer(paxos, s, io);
}

/** The leader of a ballot that is not below the promised one has spoken. */
export function hearLeader(paxos: MultiPaxos, s: State, leader: NodeId, io: MultiPaxosIo): void {
  if (s.mandate !== null) follow(paxos, s, leader, io);
  s.canvass = null;
  s.leader = leader;
  settleTransfer(s, leader, io);
  s.loyal = paxos.loyal;
  resetElectionTimer(paxos, s, io);
}

/**
 * Begins to wait for a leader. A server that has just heard from one is loyal to it for the least election
 * timeout, and then waits the random rest; together they are one election timeout.
 */
export function resetElectionTimer(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const [least] = paxos.electionTimeoutMs;
  io.wait(s.loyal ? least : least + rest(paxos, io), { type: "election" });
}

/** Nothing has been heard for the least election timeout; the random rest begins. */
export function endLoyalty(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  s.loyal = false;
  io.wait(rest(paxos, io), { type: "election" });
}

function rest({ electionTimeoutMs: [least, most] }: MultiPaxos, io: MultiPaxosIo): number {
  return 1 + io.choose(Math.max(1, Math.floor(most - least)));
}

/**
 * Tells a client that its request has not been done. Where requests are forwarded, a client may have asked
 * several servers; one of them cannot speak for all, so it says nothing.
 */
export function decline(
  { whenNotLeading }: MultiPaxos,
  address: NodeId,
  answer: Answer,
  io: MultiPaxosIo,
): void {
  if (whenNotLeading === "redirect") io.answer(address, answer);
}
