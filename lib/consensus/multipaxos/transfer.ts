/**
 * Leadership passes to another server because an administrator wants that (as Ongaro 2014, section 3.10, for Raft).
 * The leader takes no more requests, has everything decided that it has taken, and waits until the other one has
 * executed as much; then it tells it to stand. Servers that hear the leader help the other one all the same.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import { membersAt } from "./configuration.ts";
import type { MultiPaxosIo } from "./messages.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** The leader is asked to let another server lead. The answer comes when it is known who leads. */
export function transfer(
  paxos: MultiPaxos,
  s: State,
  to: NodeId,
  address: NodeId,
  io: MultiPaxosIo,
): void {
  if (to === io.self) return io.answer(address, done(s));
  if (!membersAt(s.configurations, s.executed + 1).includes(to)) {
    return io.answer(address, refusal(`node ${to} is no member`));
  }
  s.transfer = { to, address };
  awaitLeader(paxos, s, io);
  sendStandNow(s, io);
}

/** Tells the server that is to take over to stand, if nothing is open and it has executed everything. */
export function sendStandNow(
  { transfer, leading, mandate, executed }: State,
  io: MultiPaxosIo,
): void {
  if (transfer === undefined || leading === null || mandate === null) return;
  const { queue, open, inherited, followers } = leading;
  if (queue.length > 0 || open.size > 0 || executed < inherited) return;
  if (followers.get(transfer.to)?.executed !== executed) return;
  io.send(transfer.to, { type: "standNow", ballot: mandate.ballot });
}

/** Gives whoever is to lead an election timeout. */
export function awaitLeader(paxos: MultiPaxos, { transfer }: State, io: MultiPaxosIo): void {
  if (transfer !== undefined) io.wait(paxos.electionTimeoutMs[1], { type: "transfer" });
}

/** It is known who leads: that is the answer to whoever asked for another leader. */
export function settleTransfer(s: State, leader: NodeId, io: MultiPaxosIo): void {
  if (s.transfer === undefined) return;
  const { to, address } = s.transfer;
  delete s.transfer;
  io.cancel("transfer");
  if (leader === to) io.answer(address, done(s));
  else io.answer(address, refusal(`node ${leader} leads now, and not node ${to}`));
}

/** Time is up, and nobody else is known to lead: a leader goes on. */
export function abandonTransfer(s: State, io: MultiPaxosIo): void {
  if (s.transfer === undefined) return;
  const { to, address } = s.transfer;
  delete s.transfer;
  const words = s.leading === null
    ? `no leader was heard of in time: node ${to} may lead, or another node`
    : `node ${to} did not take over in time`;
  io.answer(address, refusal(words));
}

function done({ executed }: State): Answer {
  return { ok: true, index: executed, result: null };
}

function refusal(words: string): Answer {
  return { ok: false, why: "refused", words };
}
