/**
 * A snapshot that is sent in chunks, because it is too large for a message (Ongaro 2014, section 5.2). As a stream of
 * bytes it consists of blocks, one after another: first all that is in no page, then some pages in each. A block is
 * made when it is sent, since all of them together would take as much memory as the state machine does.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { bytesOf } from "../../model/bytes_of.ts";
import { type Frozen, frozenBytes, type MaybePaged, type Part } from "../paging.ts";
import type { Sessions } from "../sessions.ts";

/** What every snapshot has. */
export interface AnySnapshot {
  /** The state machine: a copy, or its pages. */
  readonly machine: unknown;
  /** What clients were answered. */
  readonly sessions: Sessions;
}

/** How snapshots are sent. */
export interface Sending {
  /** What they are snapshots of. */
  readonly machine: MaybePaged;
  /** How many bytes of one a message holds. */
  readonly snapshotChunkBytes: number;
}

/** A snapshot on its way out. */
export interface Outgoing<S extends AnySnapshot = AnySnapshot> {
  /** The snapshot. */
  readonly snapshot: S;
  /** Where the blocks begin, as far as they have been gone through. */
  readonly blocks: Block[];
  /** How many bytes those have. */
  bytes: number;
  /** The CRC-32C of those. */
  checksum: number;
  /** Whether there are no further ones; only then is anything sent. */
  isComplete: boolean;
  /** The block that was made last. */
  latest: { readonly offset: number; readonly data: Uint8Array } | null;
}

/** A piece of a snapshot that is decoded as one. */
export interface Block {
  /** Where it begins in the stream. */
  readonly offset: number;
  /** The first of its pages, and the first that it does not have; null: it holds all that is not in pages. */
  readonly pages: readonly [from: number, to: number] | null;
}

/** What is in a snapshot besides the pages of its state machine. */
export type SnapshotHead<S extends AnySnapshot = AnySnapshot> = Omit<S, "machine"> & {
  /** How large the state machine is, about, in bytes. */
  readonly bytes: number;
  /** What each of its parts has, where it has several. */
  readonly parts?: readonly Part[];
};

/** Whether a snapshot fits into one message. */
export function fitsMessage(
  { machine: kind, snapshotChunkBytes }: Sending,
  { machine, ...rest }: AnySnapshot,
): boolean {
  if (snapshotChunkBytes === Infinity) return true;
  // A node of an earlier version refuses a chunk that says so, and would pass over it in a message.
  if (kind.paging !== undefined && (machine as Frozen).parts !== undefined) return false;
  const bytes = frozenBytes(kind, machine) + bytesOf({ ...rest, machine: null }) - bytesOf(null);
  return bytes <= snapshotChunkBytes;
}

/** A snapshot of which nothing has been gone through yet. */
export function outgoingOf<S extends AnySnapshot>(snapshot: S): Outgoing<S> {
  return { snapshot, blocks: [], bytes: 0, checksum: 0, isComplete: false, latest: null };
}

/**
 * Goes through the next block, so that in the end all is known of the stream that its receiver must know before the
 * first chunk: a large one takes many turns.
 */
export function prepareBlock(sending: Sending, outgoing: Outgoing): void {
  const { blocks, snapshot, bytes } = outgoing;
  const from = blocks.at(-1)?.pages?.[1] ?? 0;
  const to = blocks.length === 0 ? 0 : pagesUpTo(sending, pagesOf(sending, snapshot), from);
  blocks.push({ offset: bytes, pages: blocks.length === 0 ? null : [from, to] });
  const data = dataOf(sending, outgoing, blocks.at(-1)!);
  outgoing.bytes += data.length;
  outgoing.checksum = crc32c(data, outgoing.checksum);
  outgoing.isComplete = to === pagesOf(sending, snapshot).length;
}

/** What a chunk holds that begins at `offset`. */
export function chunkAt(
  sending: Sending,
  outgoing: Outgoing,
  offset: number,
): { readonly data: Uint8Array; readonly ends?: true } {
  const block = outgoing.blocks.findLast((each) => each.offset <= offset)!;
  const whole = dataOf(sending, outgoing, block), from = offset - block.offset;
  const data = whole.slice(from, from + sending.snapshotChunkBytes);
  const end = offset + data.length;
  const ends = end === block.offset + whole.length && end < outgoing.bytes;
  return ends ? { data, ends } : { data };
}

function dataOf(sending: Sending, outgoing: Outgoing, { offset, pages }: Block): Uint8Array {
  const { latest, snapshot } = outgoing;
  if (latest?.offset === offset) return latest.data;
  const content = pages === null
    ? headOf(sending, snapshot)
    : pagesOf(sending, snapshot).slice(pages[0], pages[1]);
  const data = encodePlain(content);
  outgoing.latest = { offset, data };
  return data;
}

/** All that is in no page: of a state machine without pages, everything. */
function headOf(sending: Sending, snapshot: AnySnapshot): AnySnapshot | SnapshotHead {
  if (sending.machine.paging === undefined) return snapshot;
  const { machine, ...head } = snapshot, { pages: _, ...rest } = machine as Frozen;
  return { ...head, ...rest };
}

function pagesOf(sending: Sending, { machine }: AnySnapshot): readonly unknown[] {
  return sending.machine.paging === undefined ? [] : (machine as Frozen).pages;
}

/** The first page that does not fit into a chunk with those from `from` on; there is always one that does. */
function pagesUpTo(
  { snapshotChunkBytes }: Sending,
  pages: readonly unknown[],
  from: number,
): number {
  let to = from + 1, bytes = bytesOf(pages[from]);
  while (to < pages.length && (bytes += bytesOf(pages[to])) <= snapshotChunkBytes) to++;
  return to;
}
