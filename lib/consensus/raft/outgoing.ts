/**
 * The snapshot that a leader sends in chunks, because it is too large for a message. Whoever waits for one
 * gets it to the end, though there may be a newer one by then: else a follower that is slow would get none.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { bytesOf } from "../../model/bytes_of.ts";
import { type Frozen, frozenBytes } from "../../replicated/paging.ts";
import { entryAt } from "./log.ts";
import type { Progress } from "./progress.ts";
import type { RaftIo } from "./roles.ts";
import type { Raft } from "./settings.ts";
import type { Block, Outgoing, Snapshot, SnapshotHead } from "./snapshot.ts";
import type { State } from "./state.ts";

/** The snapshot to send in chunks; undefined when the latest fits into a message. */
export function outgoingFor(raft: Raft, s: State, io: RaftIo): Outgoing | undefined {
  releaseOutgoing(s);
  const leading = s.leading!, { snapshot } = s;
  if (leading.outgoing !== undefined) return leading.outgoing;
  if (snapshotBytes(raft, snapshot) <= raft.snapshotChunkBytes) return undefined;
  const outgoing: Outgoing = leading.outgoing = {
    last: snapshot.last,
    snapshot,
    blocks: [],
    bytes: 0,
    checksum: 0,
    isComplete: false,
    latest: null,
  };
  prepareMore(raft, outgoing, io);
  return outgoing;
}

/**
 * Goes through the next block, so that all is known of it that a title says of a snapshot: a large one takes
 * many turns.
 */
export function prepareMore(raft: Raft, outgoing: Outgoing, io: RaftIo): void {
  const { blocks, snapshot, bytes } = outgoing;
  const from = blocks.at(-1)?.pages?.[1] ?? 0;
  const to = blocks.length === 0 ? 0 : pagesUpTo(raft, pagesOf(raft, snapshot), from);
  blocks.push({ offset: bytes, pages: blocks.length === 0 ? null : [from, to] });
  const data = dataOf(raft, outgoing, blocks.at(-1)!);
  outgoing.bytes += data.length;
  outgoing.checksum = crc32c(data, outgoing.checksum);
  outgoing.isComplete = to === pagesOf(raft, snapshot).length;
  if (!outgoing.isComplete) io.wait(0, { type: "prepare" });
}

/** What a chunk holds that begins at `offset`. */
export function chunkAt(
  raft: Raft,
  outgoing: Outgoing,
  offset: number,
): { readonly data: Uint8Array; readonly ends?: true } {
  const block = outgoing.blocks.findLast((each) => each.offset <= offset)!;
  const whole = dataOf(raft, outgoing, block), from = offset - block.offset;
  const data = whole.slice(from, from + raft.snapshotChunkBytes);
  const end = offset + data.length;
  const ends = end === block.offset + whole.length && end < outgoing.bytes;
  return ends ? { data, ends } : { data };
}

function dataOf(raft: Raft, outgoing: Outgoing, { offset, pages }: Block): Uint8Array {
  const { latest, snapshot } = outgoing;
  if (latest?.offset === offset) return latest.data;
  const content = pages === null
    ? headOf(raft, snapshot)
    : pagesOf(raft, snapshot).slice(pages[0], pages[1]);
  const data = encodePlain(content);
  outgoing.latest = { offset, data };
  return data;
}

/** All that is in no page: of a state machine without pages, everything. */
function headOf(raft: Raft, snapshot: Snapshot): Snapshot | SnapshotHead {
  if (raft.machine.paging === undefined) return snapshot;
  const { machine, ...head } = snapshot;
  return { ...head, bytes: (machine as Frozen).bytes };
}

function pagesOf(raft: Raft, { machine }: Snapshot): readonly unknown[] {
  return raft.machine.paging === undefined ? [] : (machine as Frozen).pages;
}

/** The first page that does not fit into a chunk with those from `from` on; there is always one that does. */
function pagesUpTo(raft: Raft, pages: readonly unknown[], from: number): number {
  let to = from + 1, bytes = bytesOf(pages[from]);
  while (to < pages.length && (bytes += bytesOf(pages[to])) <= raft.snapshotChunkBytes) to++;
  return to;
}

function snapshotBytes(raft: Raft, { machine, ...rest }: Snapshot): number {
  return frozenBytes(raft.machine, machine) + bytesOf({ ...rest, machine: null }) - bytesOf(null);
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
      least = Math.min(least, outgoing.last.index);
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
