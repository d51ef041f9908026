/** Phase 2, slot by slot: the leader's work (Lamport 2001, section 3; van Renesse and Altinbuken 2015). @module */

import type { NodeId } from "../../model/protocol.ts";
import { askAhead, hearAhead } from "./behind.ts";
import { membersAfter, membersAt } from "./configuration.ts";
import { decided, execute } from "./execute.ts";
import type { Voted } from "./log.ts";
import type { Incoming, MultiPaxosIo } from "./messages.ts";
import { hasPhase1 } from "./mandate.ts";
import { decline, follow, save } from "./roles.ts";
import type { MultiPaxos } from "./settings.ts";
import type { Asked, Leading, State } from "./state.ts";
import { sendStandNow, settleTransfer } from "./transfer.ts";
import { noop, type Value } from "./value.ts";

/** A quorum has promised: from now on only phase 2 is needed. */
export function lead(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  s.leader = io.self;
  s.loyal = false;
  settleTransfer(s, io.self, io);
  const { found, ahead } = s.mandate!;
  s.leading = {
    next: s.executed + 1,
    inherited: Math.max(s.executed, ahead?.executed ?? 0, ...found.keys()),
    open: new Map(),
    followers: new Map(),
    queue: [],
    round: 0,
    checkedIn: 0,
    batching: false,
    joining: null,
  };
  io.cancel("election");
  if (paxos.loyal) io.wait(paxos.electionTimeoutMs[0], { type: "quorum" });
  proposeAll(paxos, s, io);
  if (s.leading !== null) afterHeartbeat(paxos, s, io);
}

/** Proposes in all slots in which it may: what has been voted for, no-ops in gaps, what has been asked for. */
export function proposeAll(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const { leading, mandate } = s;
  if (leading === null || mandate === null) return;
  const { rules, window } = paxos, { ballot, found, ahead } = mandate;
  // What somebody else has executed is decided, even where nobody tells of votes any more.
  leading.next = Math.max(leading.next, s.executed + 1, (ahead?.executed ?? 0) + 1);
  const votes: Voted[] = [];
  for (;;) {
    const slot = leading.next;
    if (!rules.mayPropose(slot, s.executed, window) || !hasPhase1(paxos, s, slot)) break;
    const value = nextValue(paxos, s, leading, slot);
    if (value === undefined) break;
    leading.next++;
    // Those who decide here may have promised only since it leads.
    if (found.delete(slot)) leading.inherited = Math.max(leading.inherited, slot);
    if (value !== null) votes.push({ slot, ballot, value });
  }
  propose(paxos, s, votes, io);
}

/** What to propose in a slot; null: nothing, go on to the next; undefined: nothing yet. */
function nextValue(
  paxos: MultiPaxos,
  s: State,
  leading: Leading,
  slot: number,
): Value | null | undefined {
  const { ballot, found } = s.mandate!;
  const entry = s.log.entries.get(slot);
  if (entry?.chosen) return entry.value;
  const vote = found.get(slot);
  if (vote !== undefined) return vote.value;
  for (const later of found.keys()) if (later > slot) return paxos.rules.fillsGap(ballot);
  if (leading.queue.length > 0 && !leading.batching) {
    const asked = leading.queue.splice(0, paxos.maxBatch);
    return valueOf(s, slot, asked);
  }
  // A configuration that is decided begins to hold when the slots before it are filled.
  return s.configurations.some(({ from }) => from > slot) ? noop(ballot) : undefined;
}

function valueOf(s: State, slot: number, asked: readonly Asked[]): Value {
  const { ballot } = s.mandate!;
  s.waiting.set(slot, { origin: ballot, addresses: asked.map(({ address }) => address) });
  return { origin: ballot, commands: asked.map(({ command }) => command) };
}

/** Votes itself, saves that, and asks the others to vote, too. */
function propose(
  paxos: MultiPaxos,
  s: State,
  votes: readonly Voted[],
  io: MultiPaxosIo,
): void {
  if (votes.length === 0) return;
  const { leading, log, executed } = s;
  for (const { slot, ballot, value } of votes) {
    const chosen = log.entries.get(slot)?.chosen ?? false;
    log.entries.set(slot, { ballot, value, chosen });
    const isMember = membersAt(s.configurations, slot).includes(io.self);
    leading!.open.set(slot, { votes: new Set(isMember ? [io.self] : []), round: leading!.round });
  }
  save(paxos, { type: "votes", votes, executed }, io);
  for (const to of others(s, io)) sendValues(s, to, votes.map(({ slot }) => slot), io);
  for (const { slot } of votes) decideIfChosen(paxos, s, slot);
  executeAndGoOn(paxos, s, io);
}

/** Asks a follower to vote in these slots; those that follow each other go in one message. */
function sendValues(s: State, to: NodeId, slots: readonly number[], io: MultiPaxosIo): void {
  const { ballot } = s.mandate!, { round } = s.leading!, { executed } = s;
  for (let i = 0; i < slots.length;) {
    const first = slots[i]!, values: Value[] = [];
    while (slots[i] === first + values.length) values.push(s.log.entries.get(slots[i++]!)!.value);
    io.send(to, { type: "accept", ballot, first, values, executed, round });
  }
}

/** Everybody but itself who is a member of a slot that is not executed, or is to become one. */
function others(s: State, io: MultiPaxosIo): NodeId[] {
  const members = membersAfter(s.configurations, s.executed);
  for (const node of s.leading!.joining?.members ?? []) {
    if (!members.includes(node)) members.push(node);
  }
  return members.filter((node) => node !== io.self);
}

/** The leader says that it is there, what is decided, and once more what it has not been answered. */
export function afterHeartbeat(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const { leading, mandate } = s;
  if (leading === null || mandate === null) return;
  if (!askAhead(paxos, s, mandate, io)) return follow(paxos, s, null, io);
  leading.round++;
  const { round } = leading, { ballot, promises } = mandate, { executed } = s;
  for (const to of others(s, io)) {
    if (!promises.has(to)) {
      io.send(to, { type: "prepare", ballot, first: paxos.rules.asksFrom(executed) });
    }
    const missed = [...leading.open].filter(([, open]) =>
      open.round < round - 1 && !open.votes.has(to)
    );
    sendValues(s, to, missed.map(([slot]) => slot).sort((a, b) => a - b), io);
    io.send(to, { type: "accept", ballot, first: leading.next, values: [], executed, round });
  }
  considerJoining(paxos, s, leading, io);
  io.wait(paxos.heartbeatMs, { type: "heartbeat" });
}

/** Proposes what has come meanwhile. */
export function afterBatch(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  if (s.leading === null) return;
  s.leading.batching = false;
  proposeAll(paxos, s, io);
}

/** A leader that no quorum has heard for an election timeout steps down. */
export function afterQuorum(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const { leading } = s;
  if (leading === null) return;
  const heard = new Set([io.self]);
  for (const [node, { round }] of leading.followers) if (round > leading.checkedIn) heard.add(node);
  leading.checkedIn = leading.round;
  if (paxos.quorums(membersAt(s.configurations, s.executed + 1)).phase2(heard)) {
    io.wait(paxos.electionTimeoutMs[0], { type: "quorum" });
  } else follow(paxos, s, null, io);
}

/** An acceptor has voted, or answers a heartbeat. */
export function uponAccepted(
  paxos: MultiPaxos,
  s: State,
  { from, ballot, first, count, executed, round }: Incoming<"accepted">,
  io: MultiPaxosIo,
): void {
  const { leading, mandate } = s;
  if (leading === null || !paxos.rules.isReplyTo(ballot, mandate!.ballot)) return;
  hearAhead(paxos, mandate!, from);
  const known = leading.followers.get(from);
  leading.followers.set(from, {
    executed: Math.max(executed, known?.executed ?? 0),
    round: Math.max(round, known?.round ?? 0),
  });
  for (let slot = first; slot < first + count; slot++) {
    const open = leading.open.get(slot);
    if (open === undefined || !membersAt(s.configurations, slot).includes(from)) continue;
    open.votes.add(from);
    decideIfChosen(paxos, s, slot);
  }
  executeAndGoOn(paxos, s, io);
  sendStandNow(s, io);
}

/** A slot is decided when a quorum of its members has voted in the leader's ballot. */
function decideIfChosen(paxos: MultiPaxos, s: State, slot: number): void {
  const open = s.leading?.open.get(slot);
  if (open === undefined) return;
  if (!paxos.quorums(membersAt(s.configurations, slot)).phase2(open.votes)) return;
  if (!paxos.upper.mayDecide(s, slot, open.votes)) return;
  s.leading!.open.delete(slot);
  const { ballot, value } = s.log.entries.get(slot)!;
  decided(s, [{ slot, ballot, value }]);
}

/** Looks once more at the slots that are not decided, as a protocol over it may say yes to more of them by now. */
export function reconsider(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  for (const slot of s.leading?.open.keys() ?? []) decideIfChosen(paxos, s, slot);
  executeAndGoOn(paxos, s, io);
}

function executeAndGoOn(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const before = s.executed;
  execute(paxos, s, io);
  if (s.executed === before) return;
  proposeAll(paxos, s, io);
  if (s.leading === null || membersAfter(s.configurations, s.executed).includes(io.self)) return;
  // It is no member any more: the others are told what is decided, and elect a leader.
  afterHeartbeat(paxos, s, io);
  follow(paxos, s, null, io);
}

/** New members become members when a quorum of the new configuration has caught up. */
function considerJoining(paxos: MultiPaxos, s: State, leading: Leading, io: MultiPaxosIo): void {
  const { joining } = leading;
  if (joining === null) return;
  const { members, address, until } = joining;
  const near = new Set(members.filter((node) => {
    const executed = node === io.self ? s.executed : leading.followers.get(node)?.executed ?? -1;
    return executed >= s.executed - paxos.window;
  }));
  if (paxos.quorums(members).phase2(near) && paxos.quorums(members).phase1(near)) {
    leading.joining = null;
    leading.queue.push({ command: { type: "configuration", members }, address });
    proposeAll(paxos, s, io);
  } else if (leading.round >= until) {
    leading.joining = null;
    const words = `too few of the new members have caught up: ${[...near].join(", ") || "none"}`;
    io.answer(address, { ok: false, why: "refused", words });
  }
}

/** It does not lead any more, has too much to do, or lets somebody else lead. */
export function refuse(paxos: MultiPaxos, s: State, address: NodeId, io: MultiPaxosIo): void {
  if (s.leading === null) {
    decline(paxos, address, { ok: false, why: "not leader", leader: s.leader }, io);
  } else decline(paxos, address, { ok: false, why: "busy" }, io);
}
