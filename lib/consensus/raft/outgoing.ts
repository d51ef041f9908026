/**
 * The snapshot that a leader sends in chunks, because it is too large for a message. Whoever waits for one
 * gets it to the end, though there may be a newer one by then: else a follower that is slow would get none.
 *
 * @module
 */

import { bytesOf } from "../../model/bytes_of.ts";
import {
  fitsMessage,
  type Outgoing,
  outgoingOf,
  prepareBlock,
} from "../../replicated/chunks/outgoing.ts";
import { entryAt } from "./log.ts";
import type { Progress } from "./progress.ts";
import type { RaftIo } from "./roles.ts";
import type { Raft } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** The snapshot to send in chunks; undefined when the latest fits into a message. */
export function outgoingFor(raft: Raft, s: State, io: RaftIo): Outgoing<Snapshot> | undefined {
  releaseOutgoing(s);
  const leading = s.leading!, { snapshot } = s;
  if (leading.outgoing !== undefined) return leading.outgoing;
  if (fitsMessage(raft, snapshot)) return undefined;
  const outgoing = leading.outgoing = outgoingOf(snapshot);
  prepareMore(raft, outgoing, io);
  return outgoing;
}

/** Goes through the next block, and takes another turn for the one after it. */
export function prepareMore(raft: Raft, outgoing: Outgoing<Snapshot>, io: RaftIo): void {
  prepareBlock(raft, outgoing);
  if (!outgoing.isComplete) io.wait(0, { type: "prepare" });
}

/** Forgets a snapshot that nobody waits for, or that would be of no use to them. */
export function releaseOutgoing(s: State): void {
  const { outgoing, progress } = s.leading!;
  if (outgoing === undefined) return;
  const isUseful = outgoing.snapshot.last.index >= s.log.base.index &&
    [...progress.values()].some((each) => waitsFor(each, outgoing));
  if (!isUseful) delete s.leading!.outgoing;
}

/** Whether a follower waits for this snapshot. */
export function waitsFor(
  { mode, next, match }: Progress,
  { snapshot: { last } }: Outgoing<Snapshot>,
): boolean {
  return mode === "snapshot" && next === last.index + 1 && match < last.index;
}

/**
 * The entries after this index are needed by those who get a snapshot in chunks, or what comes after it, and by
 * those who are a little behind; infinity when none are. Whoever has not answered for a while does not count:
 * the log must not grow for it.
 */
export function neededAfter(raft: Raft, s: Readonly<State>): number {
  const { leading } = s;
  if (leading === null) return Infinity;
  const { outgoing, progress, round } = leading;
  const patience = 2 * Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
  let least = Infinity;
  for (const each of progress.values()) {
    if (each.round < round - patience) continue;
    if (outgoing !== undefined && waitsFor(each, outgoing)) {
      least = Math.min(least, outgoing.snapshot.last.index);
    } else if (each.offset > 0 || isLittleBehind(raft, s, each.match)) {
      least = Math.min(least, each.match);
    }
  }
  return least;
}

/** Whether what is applied after `match` is still in the log, and little enough to be kept. */
function isLittleBehind(raft: Raft, { log, lastApplied }: Readonly<State>, match: number): boolean {
  const isShort = match >= log.base.index && lastApplied - match <= 4 * raft.snapshotEvery;
  if (raft.keepBytes === 0 || !isShort) return false;
  let bytes = 0;
  for (let index = match + 1; index <= lastApplied && bytes <= raft.keepBytes; index++) {
    bytes += bytesOf(entryAt(log, index));
  }
  return bytes <= raft.keepBytes;
}
