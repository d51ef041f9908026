/**
 * Snapshots that are too large for a message travel in chunks (Ongaro 2014, section 5.2 and Figure 5.3).
 * Below, there is a stream of bytes with offsets, and a check sum of the whole; what comes out at the
 * follower is a whole snapshot, and is installed like any other.
 *
 * One chunk is on its way at a time. The follower says how far it has got, and from there it goes on: when a
 * chunk is lost, when another leader sends the same snapshot, when a follower restarts, with what it had or
 * with nothing.
 *
 * @module
 */

import { accept, refuse } from "./follower.ts";
import type { Incoming } from "./messages.ts";
import { hearLeader, type RaftIo, updateTerm } from "./roles.ts";
import { waitsFor } from "./outgoing.ts";
import type { Raft } from "./settings.ts";
import { addChunk, isWhole, snapshotOf } from "../../replicated/chunks/partial.ts";
import { continued } from "./partial.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** How a whole snapshot is installed. */
export type Install = (s: State, message: Incoming<"installSnapshot">, io: RaftIo) => void;

/** The leader sends a chunk; the last one makes the snapshot whole. */
export function uponSnapshotChunk(
  raft: Raft,
  s: State,
  message: Incoming<"snapshotChunk">,
  install: Install,
  io: RaftIo,
): void {
  const { from, term, last, offset, round } = message;
  updateTerm(raft, s, term, io);
  if (term < s.term) return refuse(s, message, last.index, null, io);
  hearLeader(raft, s, from, io);
  if (last.index <= s.commitIndex) return accept(s, message, last.index, s.commitIndex, io);
  const known = s.partial;
  // A leader never goes back to an older snapshot, so this one was overtaken.
  if (known?.term === term && last.index < known.last.index) return;
  const partial = s.partial = continued(known, message);
  if (offset === partial.received) take(raft, s, partial, message, io);
  if (s.partial !== undefined && isWhole(partial)) {
    const snapshot = snapshotOf(partial) as Snapshot;
    install(s, { from, type: "installSnapshot", term, snapshot, round }, io);
    delete s.partial;
    return;
  }
  const received = s.partial?.received ?? 0;
  io.send(from, { type: "snapshotChunkReply", term, last, offset, received, round });
}

/** The part that comes next. What is not as it was sent is forgotten, all of it. */
function take(
  raft: Raft,
  s: State,
  partial: PartialSnapshot,
  { from: _, round: __, type: ___, ...chunk }: Incoming<"snapshotChunk">,
  io: RaftIo,
): void {
  if (!addChunk(partial, chunk, raft.isSnapshot)) delete s.partial;
  else if (raft.savesChunks) io.save({ type: "chunk", ...chunk });
}

/** A follower says how much it has. */
export function uponSnapshotChunkReply(
  raft: Raft,
  s: State,
  { from, term, last, offset, received, round }: Incoming<"snapshotChunkReply">,
  io: RaftIo,
): void {
  updateTerm(raft, s, term, io);
  const progress = s.leading?.progress.get(from);
  if (progress === undefined || term !== s.term || round < progress.since) return;
  progress.round = Math.max(progress.round, round);
  const { outgoing } = s.leading!;
  if (outgoing === undefined || !waitsFor(progress, outgoing)) return;
  // One answer to a chunk leads to the next; a second one does not, so that there is never more than one.
  const isNews = last.index === outgoing.snapshot.last.index && offset === progress.offset &&
    received !== offset && received < outgoing.bytes;
  if (!isNews) return;
  progress.offset = received;
  raft.steps.sendSnapshot(raft, s, from, io);
}
