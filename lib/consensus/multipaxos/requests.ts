/** What clients and administrators ask for. @module */

import type { NodeId } from "../../model/protocol.ts";
import { proposeAll, refuse } from "./leader.ts";
import type { MultiPaxosIo, Request } from "./messages.ts";
import { type MultiPaxos, sorted } from "./settings.ts";
import type { State } from "./state.ts";
import { transfer } from "./transfer.ts";
import type { Command } from "./value.ts";

/** A request has come that is the leader's to serve, and this server may not be the leader. */
export function uponRequest(
  paxos: MultiPaxos,
  s: State,
  request: Request,
  address: NodeId,
  io: MultiPaxosIo,
): void {
  const { leader } = s;
  const goesOn = paxos.whenNotLeading === "forward" && leader !== null && leader !== io.self;
  if (goesOn) io.send(leader, { type: "forward", request, address });
  else serve(paxos, s, request, address, io);
}

/** A request has come, from its client or by way of another server; `address` is the client's. */
export function serve(
  paxos: MultiPaxos,
  s: State,
  request: Request,
  address: NodeId,
  io: MultiPaxosIo,
): void {
  const { leading } = s;
  if (leading === null || leading.queue.length >= paxos.maxQueue || s.transfer !== undefined) {
    return refuse(paxos, s, address, io);
  }
  switch (request.type) {
    case "request": {
      const { command, stamp } = request;
      return ask(paxos, s, { type: "command", command, stamp }, address, io);
    }
    case "register":
      return ask(paxos, s, { type: "register" }, address, io);
    case "change":
      return changeMembers(paxos, s, request.members, address, io);
    case "transfer":
      return transfer(paxos, s, request.to, address, io);
  }
}

function ask(
  paxos: MultiPaxos,
  s: State,
  command: Command,
  address: NodeId,
  io: MultiPaxosIo,
): void {
  const leading = s.leading!;
  leading.queue.push({ command, address });
  if (paxos.batchMs > 0 && leading.queue.length < paxos.maxBatch) {
    if (!leading.batching) io.wait(paxos.batchMs, { type: "batch" });
    leading.batching = true;
    return;
  }
  leading.batching = false;
  proposeAll(paxos, s, io);
}

/** New members catch up first; the configuration is proposed when a quorum of it has. */
function changeMembers(
  paxos: MultiPaxos,
  s: State,
  wanted: readonly NodeId[],
  address: NodeId,
  io: MultiPaxosIo,
): void {
  const refused = (words: string) => io.answer(address, { ok: false, why: "refused", words });
  const members = sorted(wanted), leading = s.leading!;
  if (members.length === 0) return refused("there must be a member");
  const unknown = members.find((node) => !io.peers.includes(node));
  if (unknown !== undefined) return refused(`there is no node ${unknown}`);
  if (leading.joining !== null) return refused("another change is under way");
  const patience = Math.ceil(20 * paxos.electionTimeoutMs[1] / paxos.heartbeatMs);
  leading.joining = { members, address, until: leading.round + patience };
}
