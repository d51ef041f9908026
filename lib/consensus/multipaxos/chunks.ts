/**
 * Snapshots that are too large for a message travel in chunks (as in Raft: Ongaro 2014, section 5.2). Below, there is
 * a stream of bytes with offsets, and a check sum of the whole; what comes out is a whole snapshot, and is installed
 * like any other. Any server may send one, not only the leader.
 *
 * One chunk is on its way at a time. Its receiver says how far it has got, and from there it goes on: when a chunk is
 * lost, when another server sends the same snapshot, when the receiver restarts, with what it had or with nothing.
 *
 * @module
 */

import { addChunk, isWhole, snapshotOf } from "../../replicated/chunks/partial.ts";
import { uponInstallSnapshot } from "./catch_up.ts";
import type { Incoming, MultiPaxosIo } from "./messages.ts";
import { continued, isSame } from "./partial.ts";
import { save } from "./roles.ts";
import type { MultiPaxos } from "./settings.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** A chunk has come; the last one makes the snapshot whole. */
export function uponSnapshotChunk(
  paxos: MultiPaxos,
  s: State,
  message: Incoming<"snapshotChunk">,
  io: MultiPaxosIo,
): void {
  const { from, slot, offset } = message;
  if (slot <= s.executed) return io.send(from, { type: "fetch", executed: s.executed });
  if (isInTheWay(s, message, io)) return;
  const partial = s.partial = continued(s.partial, message);
  if (offset === partial.received) take(paxos, s, partial, message, io);
  if (s.partial !== undefined && isWhole(partial)) {
    const snapshot = snapshotOf(partial) as Snapshot;
    return uponInstallSnapshot(paxos, s, { from, type: "installSnapshot", snapshot }, io);
  }
  const received = s.partial?.received ?? 0;
  io.send(from, { type: "snapshotChunkReply", slot, offset, received });
}

/** Of two who send different snapshots, the leader is listened to; else each would have the other begin again. */
function isInTheWay(
  { partial, leader }: State,
  message: Incoming<"snapshotChunk">,
  io: MultiPaxosIo,
): boolean {
  if (partial === undefined || isSame(partial, message)) return false;
  return leader !== null && leader !== io.self && leader !== message.from;
}

/** The part that comes next. What is not as it was sent is forgotten, all of it. */
function take(
  paxos: MultiPaxos,
  s: State,
  partial: PartialSnapshot,
  { from: _, type: __, ...chunk }: Incoming<"snapshotChunk">,
  io: MultiPaxosIo,
): void {
  if (!addChunk(partial, chunk, paxos.isSnapshot)) delete s.partial;
  else if (paxos.savesChunks) save(paxos, { type: "chunk", ...chunk }, io);
}
