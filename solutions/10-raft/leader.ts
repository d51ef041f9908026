/** Part 12: one message at a time, sent again when a heartbeat is due. @module */

import {
  awaitSnapshot,
  becomeFollower,
  commitUntil,
  configurationOf,
  entriesFrom,
  type Incoming,
  lastIndex,
  type Leader,
  type NodeId,
  type Progress,
  type Raft,
  type RaftIo,
  sendSnapshot,
  snapshotAnswered,
  type State,
  termAt,
  updateTerm,
  writeOwn,
} from "../../exercises/10-raft/given.ts";

export const leader: Leader = {
  append(raft, s, proposal, io) {
    const index = writeOwn(raft, s, proposal, io);
    for (const to of s.leading!.progress.keys()) sendMissing(raft, s, to, io);
    commitWhatMay(raft, s, io);
    return index;
  },

  appendEntriesReply(raft, s, message, io) {
    const { from, term, success, round } = message;
    updateTerm(raft, s, term, io);
    const progress = s.leading?.progress.get(from);
    if (progress === undefined || term !== s.term) return;
    progress.round = Math.max(progress.round, round);
    if (success) agreed(raft, s, progress, message, io);
    else differed(raft, s, progress, message, io);
  },

  heartbeat(raft, s, io) {
    if (s.leading === null) return;
    s.leading.round++;
    for (const [to, { mode }] of s.leading.progress) {
      if (mode === "snapshot") awaitSnapshot(raft, s, to, io);
      else send(raft, s, to, io);
    }
    io.wait(raft.heartbeatMs, { type: "heartbeat" });
  },

  quorum(raft, s, io) {
    if (s.leading === null) return;
    const { progress, checkedIn } = s.leading;
    const heard = (node: NodeId) => node === io.self ? Infinity : progress.get(node)?.round ?? -1;
    if (raft.rules.quorumIndex(configurationOf(s), heard) < checkedIn) {
      return becomeFollower(raft, s, null, io);
    }
    s.leading.checkedIn = ++s.leading.round;
    io.wait(raft.electionTimeoutMs[1], { type: "quorum" });
  },
};

/** What a follower lacks, unless something is on its way to it. */
function sendMissing(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const { mode, next, paused } = s.leading!.progress.get(to)!;
  if (mode !== "snapshot" && !paused && next <= lastIndex(s.log)) send(raft, s, to, io);
}

/** What a follower lacks, or nothing but that the leader is there. */
function send(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const { progress: all, round } = s.leading!, progress = all.get(to)!, { next } = progress;
  if (next <= s.log.base.index) return sendSnapshot(raft, s, to, io);
  const entries = entriesFrom(s.log, next, raft.maxEntryBytesPerMessage);
  const previous = { index: next - 1, term: termAt(s.log, next - 1)! };
  const { term, commitIndex: commit } = s;
  io.send(to, { type: "appendEntries", term, previous, entries, commit, round });
  progress.paused = entries.length > 0;
}

function agreed(
  raft: Raft,
  s: State,
  progress: Progress,
  { from, match }: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  const isNews = match > progress.match;
  if (isNews) {
    progress.match = match;
    if (progress.mode !== "snapshot") resume(progress, match + 1);
  }
  if (progress.mode === "snapshot") snapshotAnswered(raft, s, from, io);
  if (isNews) commitWhatMay(raft, s, io);
  // It may have stepped down, and the follower may be no member any more.
  if (s.leading?.progress.get(from) === progress) sendMissing(raft, s, from, io);
}

function differed(
  raft: Raft,
  s: State,
  progress: Progress,
  { from, previous, hint }: Incoming<"appendEntriesReply">,
  io: RaftIo,
): void {
  const { mode, match, next } = progress;
  const isAsked = mode !== "snapshot" && previous > match && previous === next - 1;
  if (hint === null || !isAsked) return;
  resume(progress, Math.max(match + 1, Math.min(raft.rules.backUp(s.log, hint), previous)));
  sendMissing(raft, s, from, io);
}

function resume(progress: Progress, next: number): void {
  progress.next = next;
  progress.paused = false;
}

function commitWhatMay(raft: Raft, s: State, io: RaftIo): void {
  const { progress } = s.leading!, { rules } = raft;
  const reached = (node: NodeId) =>
    node === io.self ? lastIndex(s.log) : progress.get(node)?.match ?? 0;
  const index = rules.quorumIndex(configurationOf(s), reached);
  if (index > s.commitIndex && rules.mayCommit(s.log, index, s.term)) {
    commitUntil(raft, s, index, io);
  }
}
