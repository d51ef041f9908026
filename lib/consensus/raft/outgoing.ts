/**
 * The snapshot that a leader sends in chunks, because it is too large for a message. Whoever waits for one
 * gets it to the end, though there may be a newer one by then: else a follower that is slow would get none.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { bytesOf } from "../../model/bytes_of.ts";
import type { Progress } from "./progress.ts";
import type { Raft } from "./settings.ts";
import type { Outgoing } from "./snapshot.ts";
import type { State } from "./state.ts";

/** The snapshot to send in chunks; undefined when the latest fits into a message. */
export function outgoingFor(raft: Raft, s: State): Outgoing | undefined {
  releaseOutgoing(s);
  const leading = s.leading!;
  if (leading.outgoing !== undefined) return leading.outgoing;
  if (bytesOf(s.snapshot) <= raft.snapshotChunkBytes) return undefined;
  const data = encodePlain(s.snapshot), { last } = s.snapshot;
  return leading.outgoing = { last, bytes: data.length, checksum: crc32c(data), data };
}

/** Forgets a snapshot that nobody waits for, or that would be of no use to them. */
export function releaseOutgoing(s: State): void {
  const { outgoing, progress } = s.leading!;
  if (outgoing === undefined) return;
  const isUseful = outgoing.last.index >= s.log.base.index &&
    [...progress.values()].some((each) => waitsFor(each, outgoing));
  if (!isUseful) delete s.leading!.outgoing;
}

/** Whether a follower waits for this snapshot. */
export function waitsFor({ mode, next, match }: Progress, { last }: Outgoing): boolean {
  return mode === "snapshot" && next === last.index + 1 && match < last.index;
}

/**
 * The entries after this index are needed by those who get a snapshot in chunks, or what comes after it;
 * infinity when none are. Whoever has not answered for a while does not count: the log must not grow for it.
 */
export function neededAfter(raft: Raft, { leading }: Readonly<State>): number {
  if (leading === null) return Infinity;
  const { outgoing, progress, round } = leading;
  const patience = 2 * Math.ceil(raft.electionTimeoutMs[1] / raft.heartbeatMs);
  let least = Infinity;
  for (const each of progress.values()) {
    if (each.round < round - patience) continue;
    if (outgoing !== undefined && waitsFor(each, outgoing)) {
      least = Math.min(least, outgoing.last.index);
    } else if (each.offset > 0) least = Math.min(least, each.match);
  }
  return least;
}
