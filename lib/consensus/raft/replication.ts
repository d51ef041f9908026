/**
 * The leader's work: it appends what it is asked to, sends it to the others, commits what a quorum has,
 * and checks that a quorum still follows (Ongaro 2014, sections 3.5, 3.6.2 and 6.2).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { inForceAt, latest, membersOf } from "./configuration.ts";
import { bytesOf } from "../../model/bytes_of.ts";
import type { Proposal } from "./entry.ts";
import { entryAt, lastIndex } from "./log.ts";
import type { Incoming } from "./messages.ts";
import {
  becomeProbe,
  becomeReplicate,
  forgetMatch,
  freeInflight,
  isStaleRefusal,
  type Progress,
  raiseMatch,
  unknownProgress,
} from "./progress.ts";
import { releaseOutgoing } from "./outgoing.ts";
import { becomeFollower, type RaftIo, settleTransfer, updateTerm } from "./roles.ts";
import { sendEntries, sendHeartbeat, sendTimeoutNow } from "./sending.ts";
import type { Raft } from "./settings.ts";
import { configurationOf, type State } from "./state.ts";
import { noteMachineSize, pendingConfiguration, write } from "./writing.ts";

/** What a leader keeps at first: it knows nothing of anybody. */
export function startLeading(raft: Raft, s: State, io: RaftIo): void {
  settleTransfer(s, io.self, io);
  const uncommitted = s.log.entries.slice(s.commitIndex - s.log.base.index);
  s.leading = {
    progress: new Map(),
    ...(raft.sendsAhead ? { durable: 0 } : {}),
    round: 0,
    checkedIn: 0,
    uncommittedBytes: uncommitted.reduce((sum, entry) => sum + bytesOf(entry), 0),
  };
  noteMachineSize(raft, s);
}

/** Appends to the leader's own log, and keeps progress for all members; the index of the entry. */
export function writeOwn(raft: Raft, s: State, proposal: Proposal, io: RaftIo): number {
  const after = lastIndex(s.log);
  const entry = { ...proposal, term: s.term };
  write(raft, s, after, [entry], io);
  s.leading!.uncommittedBytes += bytesOf(entry);
  if (entry.type !== "command") meetMembers(s, io);
  return after + 1;
}

/**
 * Appends to the leader's own log and sends it on; the index of the entry. A leader that sends ahead does so
 * when it has taken what else has come, so that all of it travels together.
 */
export function append(raft: Raft, s: State, proposal: Proposal, io: RaftIo): number {
  const index = writeOwn(raft, s, proposal, io);
  if (raft.sendsAhead) return sendSoon(s, io), index;
  for (const to of s.leading!.progress.keys()) sendEntries(raft, s, to, io);
  advanceCommit(raft, s, io);
  return index;
}

/** Keeps progress for all members, including those that a change which is not yet committed removes. */
function meetMembers(s: State, io: RaftIo): void {
  const { progress, round } = s.leading!;
  const pending = pendingConfiguration(s);
  const before = inForceAt(s.configurations, (pending?.index ?? Infinity) - 1).configuration;
  for (const node of [...membersOf(configurationOf(s)), ...membersOf(before)]) {
    if (node === io.self || progress.has(node)) continue;
    progress.set(node, unknownProgress(lastIndex(s.log), round));
  }
}

/** A follower says how far its log agrees, or that it does not agree where the leader thought it did. */
export function uponAppendEntriesReply(
  raft: Raft,
  s: State,
  message: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  updateTerm(raft, s, message.term, io);
  if (message.from === io.self) return durableUntil(raft, s, message, io);
  const progress = s.leading?.progress.get(message.from);
  if (progress === undefined || message.term !== s.term) return;
  progress.round = Math.max(progress.round, message.round);
  if (message.round < progress.since) return;
  if (message.success) agreed(raft, s, progress, message, io);
  else differed(raft, s, progress, message, io);
}

function sendSoon(s: State, io: RaftIo): void {
  if (s.leading!.sendsSoon) return;
  s.leading!.sendsSoon = true;
  io.wait(0, { type: "send" });
}

/** The leader sends on what it has appended since it last did. */
export function afterSend(raft: Raft, s: State, io: RaftIo): void {
  if (s.leading === null) return;
  s.leading.sendsSoon = false;
  for (const to of s.leading.progress.keys()) sendEntries(raft, s, to, io);
  answerOneself(s, io);
}

/** A leader that sends ahead answers itself as a follower would: when its entries are durable. */
function answerOneself(s: State, io: RaftIo): void {
  const match = lastIndex(s.log), { round } = s.leading!;
  io.send(io.self, {
    type: "appendEntriesReply",
    term: s.term,
    success: true,
    previous: match,
    match,
    hint: null,
    round,
  });
}

function durableUntil(
  raft: Raft,
  s: State,
  { term, match }: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  const { durable } = s.leading ?? {};
  if (durable === undefined || term !== s.term || match <= durable) return;
  s.leading!.durable = match;
  advanceCommit(raft, s, io);
}

function agreed(
  raft: Raft,
  s: State,
  progress: Progress,
  message: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  const { match, from } = message;
  if (match > lastIndex(s.log)) {
    throw new Error(
      `Cannot take node ${from} to agree up to entry ${match} because the leader must have it: ` +
        `given a log that ends at ${lastIndex(s.log)}`,
    );
  }
  const isNews = match > progress.match;
  if (isNews) raiseMatch(progress, match, s.leading!.round);
  freeInflight(progress, match);
  if (progress.mode === "probe") becomeReplicate(progress);
  if (progress.mode === "snapshot") raft.steps.snapshotAnswered(raft, s, from, io);
  progress.next = Math.max(progress.next, progress.match + 1);
  if (progress.match >= s.snapshot.last.index) progress.offset = 0;
  if (isNews) advanceCommit(raft, s, io);
  // The leader may have stepped down, and the follower may no longer be a member.
  if (s.leading?.progress.get(from) !== progress) return;
  sendEntries(raft, s, from, io);
  sendTimeoutNow(s, io);
}

/** A follower to which a snapshot is on its way has said how far it agrees: `match` is up to date. */
export function snapshotAnswered(raft: Raft, s: State, from: NodeId, io: RaftIo): void {
  const progress = s.leading!.progress.get(from)!;
  // A snapshot that has arrived is of no use if the log has been compacted further since.
  const isSettled = progress.match + 1 >= progress.next || progress.patience === 0;
  if (progress.match >= s.log.base.index) becomeReplicate(progress);
  else if (isSettled) raft.steps.sendSnapshot(raft, s, from, io);
}

function differed(
  raft: Raft,
  s: State,
  progress: Progress,
  message: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  const { previous, hint, from } = message;
  if (hint === null || isStaleRefusal(progress, message)) return;
  // By the rules of Raft this cannot be. The follower gets back what it lost; but it may have given its vote
  // to somebody who lacks it as well, and what was committed with its help may be lost (section 3.8).
  if (previous <= progress.match) forgetMatch(progress, previous - 1, ++s.leading!.round);
  const next = Math.min(raft.rules.backUp(s.log, hint), previous);
  becomeProbe(progress, Math.max(next, progress.match + 1));
  sendEntries(raft, s, from, io);
}

/** Commits what a quorum has, if it may, and does what follows from it. */
function advanceCommit(raft: Raft, s: State, io: RaftIo): void {
  const { rules } = raft, leading = s.leading!;
  const reached = (node: NodeId) =>
    node === io.self ? leading.durable ?? lastIndex(s.log) : leading.progress.get(node)?.match ?? 0;
  const index = rules.quorumIndex(configurationOf(s), reached);
  if (index <= s.commitIndex || !rules.mayCommit(s.log, index, s.term)) return;
  commitUntil(raft, s, index, io);
}

/** A leader commits up to `index`, and does what follows from it: it may have stepped down afterwards. */
export function commitUntil(raft: Raft, s: State, index: number, io: RaftIo): void {
  for (let committed = s.commitIndex + 1; committed <= index; committed++) {
    s.leading!.uncommittedBytes -= bytesOf(entryAt(s.log, committed));
  }
  s.commitIndex = index;
  raft.steps.applyCommitted(raft, s, io);
  settleMembers(raft, s, io);
}

/** A configuration is committed: members that have left are told so, and the next one may follow. */
function settleMembers(raft: Raft, s: State, io: RaftIo): void {
  if (pendingConfiguration(s) !== undefined) return;
  const { configuration } = latest(s.configurations);
  const next = raft.rules.followingOn(configuration);
  if (next !== undefined) {
    raft.steps.append(raft, s, { type: "configuration", configuration: next }, io);
    return;
  }
  const { progress } = s.leading!;
  const stays = new Set(membersOf(configuration));
  const stepsDown = raft.rules.stepsDown(configuration, io.self);
  for (const node of [...progress.keys()]) {
    if (stays.has(node) && !stepsDown) continue;
    sendHeartbeat(raft, s, node, io);
    if (!stays.has(node)) progress.delete(node);
  }
  if (stepsDown) becomeFollower(raft, s, null, io);
}

/** The leader says that it is there, and a round begins. */
export function afterHeartbeat(raft: Raft, s: State, io: RaftIo): void {
  if (s.leading === null) return;
  s.leading.round++;
  releaseOutgoing(s);
  for (const to of s.leading.progress.keys()) sendHeartbeat(raft, s, to, io);
  if (raft.sendsAhead) answerOneself(s, io);
  io.wait(raft.heartbeatMs, { type: "heartbeat" });
}

/** The leader steps down unless a quorum has answered what it has sent since its last check. */
export function afterQuorum(raft: Raft, s: State, io: RaftIo): void {
  if (s.leading === null) return;
  const { progress, checkedIn } = s.leading;
  const heard = (node: NodeId) => node === io.self ? Infinity : progress.get(node)?.round ?? -1;
  if (raft.rules.quorumIndex(configurationOf(s), heard) < checkedIn) {
    return becomeFollower(raft, s, null, io);
  }
  s.leading.checkedIn = ++s.leading.round;
  io.wait(raft.electionTimeoutMs[1], { type: "quorum" });
}
