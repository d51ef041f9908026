/**
 * What a leader sends: entries after a place where it believes that the logs agree, or a snapshot where
 * the entries are gone. An append without entries is a heartbeat, and checks that place too, so that what
 * was lost on the way is noticed at the next one.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { bytesOf } from "../../model/bytes_of.ts";
import { ORIGIN } from "../../replicated/position.ts";
import { entriesFrom, lastIndex, termAt } from "./log.ts";
import { chunkAt } from "../../replicated/chunks/outgoing.ts";
import { outgoingFor, prepareMore, waitsFor } from "./outgoing.ts";
import { addInflight, becomeSnapshot, type Progress } from "./progress.ts";
import type { RaftIo } from "./roles.ts";
import type { Raft } from "./settings.ts";
import type { Leading, State } from "./state.ts";

/** Sends a follower what it may be sent now. */
export function sendEntries(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const progress = s.leading!.progress.get(to)!;
  while (mayCarry(raft, progress) && progress.next <= lastIndex(s.log)) {
    if (progress.next <= s.log.base.index) return raft.steps.sendSnapshot(raft, s, to, io);
    sendAppend(raft, s, to, io);
  }
}

/** Tells a follower that the leader is there, and sends what it may be sent now. */
export function sendHeartbeat(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const progress = s.leading!.progress.get(to)!, { steps } = raft;
  if (progress.mode === "snapshot") steps.awaitSnapshot(raft, s, to, io);
  else if (progress.next <= s.log.base.index) steps.sendSnapshot(raft, s, to, io);
  else {
    sendAppend(raft, s, to, io);
    sendEntries(raft, s, to, io);
  }
}

/** Tells a follower to which a snapshot is on its way that the leader is there. */
export function awaitSnapshot(_raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const { progress: all, round } = s.leading!;
  const progress = all.get(to)!;
  progress.patience = Math.max(0, progress.patience - 1);
  // Nobody knows whether the logs agree anywhere, except before their first entries.
  const previous = ORIGIN;
  io.send(to, { type: "appendEntries", term: s.term, previous, entries: [], commit: 0, round });
}

/** Sends a snapshot instead of entries that are gone, or as much of it as a message holds. */
export function sendSnapshot(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const { progress, round } = s.leading!;
  const patience = Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
  const follower = progress.get(to)!, outgoing = outgoingFor(raft, s, io);
  becomeSnapshot(follower, (outgoing?.snapshot ?? s.snapshot).last.index + 1, patience);
  const { term, snapshot } = s;
  if (outgoing === undefined) {
    return io.send(to, { type: "installSnapshot", term, snapshot, round });
  }
  if (!outgoing.isComplete) return;
  const { snapshot: { last }, bytes, checksum } = outgoing, { offset } = follower;
  const chunk = chunkAt(raft, outgoing, offset);
  io.send(to, { type: "snapshotChunk", term, last, bytes, checksum, offset, ...chunk, round });
}

/** The leader goes through more of a snapshot; when it knows all of it, those who wait are sent the first chunk. */
export function afterPrepare(raft: Raft, s: State, io: RaftIo): void {
  const { outgoing, progress } = s.leading ?? {};
  if (outgoing === undefined || outgoing.isComplete) return;
  prepareMore(raft, outgoing, io);
  if (!outgoing.isComplete) return;
  for (const [to, each] of progress!) {
    if (waitsFor(each, outgoing)) sendSnapshot(raft, s, to, io);
  }
}

/** Tells the member that is to take over to stand for election, if its log is complete. */
export function sendTimeoutNow(s: State, io: RaftIo): void {
  const { transfer } = s, { progress } = s.leading!;
  if (transfer === undefined || progress.get(transfer.to)?.match !== lastIndex(s.log)) return;
  io.send(transfer.to, { type: "timeoutNow", term: s.term });
}

/** One message: as many entries as fit, or none if the follower may not be sent more for now. */
function sendAppend(raft: Raft, s: State, to: NodeId, io: RaftIo): void {
  const { progress: all, round } = s.leading as Leading;
  const progress = all.get(to)!;
  const carries = mayCarry(raft, progress);
  const entries = carries ? entriesFrom(s.log, progress.next, raft.maxEntryBytesPerMessage) : [];
  const index = progress.next - 1;
  // Its term must be durable; a follower may well have entries that their leader forgets.
  const isAhead = (s.leading!.durable ?? 0) > 0;
  io.send(to, {
    type: "appendEntries",
    term: s.term,
    previous: { index, term: termAt(s.log, index)! },
    entries,
    commit: s.commitIndex,
    round,
  }, isAhead ? "ahead" : undefined);
  if (entries.length === 0) return;
  if (progress.mode === "probe") progress.paused = true;
  else addInflight(progress, index + entries.length, bytesOf(entries));
}

/** Whether the follower may be sent entries at all. */
function mayCarry(raft: Raft, progress: Progress): boolean {
  switch (progress.mode) {
    case "probe":
      return !progress.paused;
    case "replicate":
      return progress.inflight.length < raft.maxInflight &&
        progress.inflightBytes < raft.maxInflightBytes;
    case "snapshot":
      return false;
  }
}
