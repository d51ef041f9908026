/**
 * A snapshot that a server sends in chunks, because it is too large for a message. Whoever gets one gets it to the
 * end, though there may be a newer one by then: else a server that is slow would get none. And it gets the slots
 * after it, which are kept for it.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import {
  chunkAt,
  fitsMessage,
  outgoingOf,
  prepareBlock,
} from "../../replicated/chunks/outgoing.ts";
import type { Incoming, MultiPaxosIo } from "./messages.ts";
import { type MultiPaxos, patienceOf } from "./settings.ts";
import type { Handout, State } from "./state.ts";

/** Sends the state to a server that has missed slots which are gone: at once, or its next chunk unless one is under way. */
export function sendSnapshot(
  paxos: MultiPaxos,
  s: State,
  to: NodeId,
  io: MultiPaxosIo,
): void {
  if (s.handout === undefined && fitsMessage(paxos, s.snapshot)) {
    return io.send(to, { type: "installSnapshot", snapshot: s.snapshot });
  }
  const handout = s.handout ??= begun(paxos, s, io), { receivers } = handout;
  const known = receivers.get(to);
  if (known !== undefined && known.patience > 0) {
    known.patience--;
    return;
  }
  const offset = known?.offset ?? 0;
  receivers.set(to, { offset, patience: patienceOf(paxos), isHere: true });
  sendChunk(paxos, handout, to, io);
}

function begun(paxos: MultiPaxos, { snapshot }: State, io: MultiPaxosIo): Handout {
  const handout: Handout = { ...outgoingOf(snapshot), receivers: new Map() };
  prepareMore(paxos, handout, io);
  awaitReceivers(paxos, io);
  return handout;
}

function awaitReceivers({ electionTimeoutMs: [, most] }: MultiPaxos, io: MultiPaxosIo): void {
  io.wait(2 * most, { type: "handout" });
}

function sendChunk(
  paxos: MultiPaxos,
  handout: Handout,
  to: NodeId,
  io: MultiPaxosIo,
): void {
  const { snapshot: { slot }, bytes, checksum, isComplete, receivers } = handout;
  if (!isComplete) return;
  const { offset } = receivers.get(to)!, chunk = chunkAt(paxos, handout, offset);
  io.send(to, { type: "snapshotChunk", slot, bytes, checksum, offset, ...chunk });
}

function prepareMore(paxos: MultiPaxos, handout: Handout, io: MultiPaxosIo): void {
  prepareBlock(paxos, handout);
  if (!handout.isComplete) io.wait(0, { type: "prepare" });
}

/** Goes through more of the snapshot; when all of it is known, those who wait are sent the first chunk. */
export function afterPrepare(paxos: MultiPaxos, { handout }: State, io: MultiPaxosIo): void {
  if (handout === undefined || handout.isComplete) return;
  prepareMore(paxos, handout, io);
  for (const to of handout.receivers.keys()) sendChunk(paxos, handout, to, io);
}

/** A server says how much of the snapshot it has. */
export function uponSnapshotChunkReply(
  paxos: MultiPaxos,
  { handout }: State,
  { from, slot, offset, received }: Incoming<"snapshotChunkReply">,
  io: MultiPaxosIo,
): void {
  const receiver = handout?.receivers.get(from);
  if (handout === undefined || receiver === undefined || slot !== handout.snapshot.slot) return;
  receiver.isHere = true;
  // One answer to a chunk leads to the next; a second one does not, so that there is never more than one.
  const isNews = offset === receiver.offset && received !== offset && received < handout.bytes;
  if (!isNews) return;
  receiver.offset = received;
  receiver.patience = patienceOf(paxos);
  sendChunk(paxos, handout, from, io);
}

/** Somebody has executed so far: whoever has caught up gets the snapshot, or what comes after it, no more. */
export function noteReceiver(s: State, from: NodeId, executed: number, io: MultiPaxosIo): void {
  const receiver = s.handout?.receivers.get(from);
  if (receiver === undefined) return;
  receiver.isHere = true;
  if (executed < s.snapshot.slot) return;
  s.handout!.receivers.delete(from);
  if (s.handout!.receivers.size === 0) endHandout(s, io);
}

/** Those of whom nothing has been heard for a while do not count any more: slots must not be kept for them. */
export function afterHandout(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  if (s.handout === undefined) return;
  const { receivers } = s.handout;
  for (const [to, receiver] of receivers) {
    if (receiver.isHere) receiver.isHere = false;
    else receivers.delete(to);
  }
  if (receivers.size === 0) delete s.handout;
  else awaitReceivers(paxos, io);
}

/** Nobody gets the snapshot any more. */
export function endHandout(s: State, io: MultiPaxosIo): void {
  if (s.handout === undefined) return;
  delete s.handout;
  io.cancel("handout");
  io.cancel("prepare");
}

/**
 * The slots after this one are needed by those who get a snapshot, or what comes after it; infinity: none are. As long
 * as there are such, that is all after the snapshot, so that it is of use to whoever else comes.
 */
export function neededAfter({ handout }: Readonly<State>): number {
  return handout?.snapshot.slot ?? Infinity;
}
