/** What clients and administrators ask for (Ongaro 2014, chapters 4 and 6, and section 3.10). @module */

import type { NodeId } from "../../model/protocol.ts";
import { decline } from "./apply.ts";
import { isVoter } from "./configuration.ts";
import type { Proposal } from "./entry.ts";
import { lastIndex } from "./log.ts";
import type { Request } from "./messages.ts";
import type { RaftIo } from "./roles.ts";
import { sendTimeoutNow } from "./sending.ts";
import type { Raft } from "./settings.ts";
import { configurationOf, type State } from "./state.ts";

/** A request has come, from its client or by way of another server; `address` is the client's. */
export function serve(
  raft: Raft,
  s: State,
  request: Request,
  address: NodeId,
  io: RaftIo,
): void {
  if (s.leading === null) {
    return decline(raft, address, { ok: false, why: "not leader", leader: s.leader }, io);
  }
  const isFull = s.leading.uncommittedBytes > raft.maxUncommittedBytes;
  if (isFull || s.transfer !== undefined) {
    return decline(raft, address, { ok: false, why: "busy" }, io);
  }
  switch (request.type) {
    case "request": {
      const { command, stamp } = request;
      const why = whyTooLarge(raft, s, command);
      if (why !== undefined) return io.answer(address, { ok: false, why: "refused", words: why });
      return propose(raft, s, { type: "command", command, stamp }, address, io);
    }
    case "register":
      return propose(raft, s, { type: "register" }, address, io);
    case "change":
      return changeMembers(raft, s, request, address, io);
    case "transfer":
      return transfer(raft, s, request.to, address, io);
  }
}

/** Why a command is not accepted: the state machine is as large as it may be. */
function whyTooLarge(raft: Raft, { leading }: State, command: unknown): string | undefined {
  const { machine, maxMachineBytes } = raft, bytes = leading?.machineBytes ?? 0;
  if (bytes <= maxMachineBytes) return undefined;
  const grows = machine.grows?.(command) ?? !machine.reads?.(command);
  if (!grows) return undefined;
  return `the state has about ${bytes} bytes, and may have at most ${maxMachineBytes}`;
}

/** A request has come that is the leader's to serve, and this server may not be the leader. */
export function uponRequest(
  raft: Raft,
  s: State,
  request: Request,
  address: NodeId,
  io: RaftIo,
): void {
  const { leader } = s;
  const goesOn = raft.whenNotLeading === "forward" && leader !== null && leader !== io.self;
  if (goesOn) io.send(leader, { type: "forward", request, address });
  else serve(raft, s, request, address, io);
}

function propose(raft: Raft, s: State, proposal: Proposal, address: NodeId, io: RaftIo): void {
  // Before it is appended: a leader that is alone applies and answers at once.
  s.waiting.set(lastIndex(s.log) + 1, { term: s.term, address });
  raft.steps.append(raft, s, proposal, io);
}

function changeMembers(
  raft: Raft,
  s: State,
  { transition, changes }: Request & { type: "change" },
  address: NodeId,
  io: RaftIo,
): void {
  const refuse = (words: string) => io.answer(address, { ok: false, why: "refused", words });
  const why = raft.rules.whyNotChange(s);
  if (why !== undefined) return refuse(why);
  const unknown = changes.find(({ node }) => !io.peers.includes(node));
  if (unknown !== undefined) return refuse(`there is no node ${unknown.node}`);
  const changed = raft.rules.change(configurationOf(s), transition, changes);
  if (!changed.ok) return refuse(changed.words);
  const { configuration } = changed;
  propose(raft, s, { type: "configuration", configuration }, address, io);
}

/**
 * Passes leadership on: no new request is accepted until the other server stands for election, or time is
 * up (section 3.10). The answer comes when it is known who leads.
 */
function transfer(raft: Raft, s: State, to: NodeId, address: NodeId, io: RaftIo): void {
  if (to === io.self) return io.answer(address, { ok: true, index: s.commitIndex, result: null });
  if (!isVoter(configurationOf(s), to)) {
    return io.answer(address, { ok: false, why: "refused", words: `node ${to} is no voter` });
  }
  s.transfer = { to, address };
  io.wait(raft.electionTimeoutMs[1], { type: "transfer" });
  sendTimeoutNow(s, io);
}
