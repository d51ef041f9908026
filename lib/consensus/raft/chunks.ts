/**
 * Snapshots that are too large for a message travel in chunks (Ongaro 2014, section 5.2 and Figure 5.3).
 * Below, there is a stream of bytes with offsets, and a check sum of the whole; what comes out at the
 * follower is a whole snapshot, and is installed like any other.
 *
 * One chunk is on its way at a time. The follower says how far it has got, and from there it goes on: when a
 * chunk is lost, when another leader sends the same snapshot, when a follower restarts and has nothing.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { decodePlain } from "../../codec/decode_plain.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { accept, refuse } from "./follower.ts";
import type { Incoming } from "./messages.ts";
import { hearLeader, type RaftIo, updateTerm } from "./roles.ts";
import { waitsFor } from "./outgoing.ts";
import { sendSnapshot } from "./sending.ts";
import type { Raft } from "./settings.ts";
import type { PartialSnapshot, Snapshot, SnapshotTitle } from "./snapshot.ts";
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
  if (offset === partial.received) {
    partial.chunks.push(message.data);
    partial.received += message.data.length;
  }
  if (partial.received >= partial.bytes) {
    delete s.partial;
    const snapshot = assemble(raft, partial);
    if (snapshot !== undefined) {
      return install(s, { from, type: "installSnapshot", term, snapshot, round }, io);
    }
  }
  const received = s.partial?.received ?? 0;
  io.send(from, { type: "snapshotChunkReply", term, last, offset, received, round });
}

/** What a server has of this snapshot; if that is nothing, it begins, and what it has of another goes. */
function continued(
  known: PartialSnapshot | undefined,
  { last, bytes, checksum, term }: Incoming<"snapshotChunk">,
): PartialSnapshot {
  const title: SnapshotTitle = { last, bytes, checksum };
  if (known === undefined || !isSame(known, title)) {
    return { ...title, term, chunks: [], received: 0 };
  }
  known.term = term;
  return known;
}

function isSame(one: SnapshotTitle, other: SnapshotTitle): boolean {
  return one.last.index === other.last.index && one.last.term === other.last.term &&
    one.bytes === other.bytes && one.checksum === other.checksum;
}

/** The snapshot that the chunks add up to; undefined if that is not what was sent. */
function assemble(
  raft: Raft,
  { bytes, checksum, chunks, received }: PartialSnapshot,
): Snapshot | undefined {
  if (received !== bytes) return undefined;
  const data = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    data.set(chunk, at);
    at += chunk.length;
  }
  if (crc32c(data) !== checksum) return undefined;
  try {
    const snapshot: unknown = decodePlain(data);
    return raft.isSnapshot(snapshot) ? snapshot as Snapshot : undefined;
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
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
  const isNews = last.index === outgoing.last.index && offset === progress.offset &&
    received !== offset && received < outgoing.bytes;
  if (!isNews) return;
  progress.offset = received;
  sendSnapshot(raft, s, from, io);
}
