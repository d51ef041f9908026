/**
 * The part of a snapshot that a follower has (Ongaro 2014, Figure 5.3). What has come is decoded block by
 * block, so that no step takes long, and no more bytes are kept than those of one block.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { decodePlain } from "../../codec/decode_plain.ts";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import type { PartialSnapshot, Snapshot, SnapshotHead, SnapshotTitle } from "./snapshot.ts";

/** A part of a snapshot. */
export interface Chunk extends SnapshotTitle {
  /** The term of the leader that sent it. */
  readonly term: number;
  /** Where it begins. */
  readonly offset: number;
  /** Its bytes. */
  readonly data: Uint8Array;
  /** A block ends with it, and another one follows. */
  readonly ends?: true;
}

/** What a server has of this snapshot; if that is nothing, it begins, and what it has of another goes. */
export function continued(
  known: PartialSnapshot | undefined,
  { last, bytes, checksum, term }: SnapshotTitle & { readonly term: number },
): PartialSnapshot {
  const title: SnapshotTitle = { last, bytes, checksum };
  if (known === undefined || !isSame(known, title)) {
    return { ...title, term, received: 0, sum: 0, blocks: [], chunks: [] };
  }
  known.term = term;
  return known;
}

function isSame(one: SnapshotTitle, other: SnapshotTitle): boolean {
  return one.last.index === other.last.index && one.last.term === other.last.term &&
    one.bytes === other.bytes && one.checksum === other.checksum;
}

/** Whether all of it has come. */
export function isWhole({ received, bytes }: Readonly<PartialSnapshot>): boolean {
  return bytes > 0 && received === bytes;
}

/** Adds the chunk that comes next; false if this cannot be a snapshot as it was sent. */
export function addChunk(
  partial: PartialSnapshot,
  { data, ends }: Pick<Chunk, "data" | "ends">,
  isSnapshot: (data: unknown) => boolean,
): boolean {
  partial.chunks.push(data);
  partial.received += data.length;
  partial.sum = crc32c(data, partial.sum);
  if (partial.received > partial.bytes) return false;
  if (isWhole(partial) && partial.sum !== partial.checksum) return false;
  return ends === true || isWhole(partial) ? addBlock(partial, isSnapshot) : true;
}

function addBlock(partial: PartialSnapshot, isSnapshot: (data: unknown) => boolean): boolean {
  const { blocks, chunks } = partial;
  partial.chunks = [];
  try {
    blocks.push(decodePlain(joined(chunks)));
  } catch (error) {
    if (error instanceof MalformedBytes) return false;
    throw error;
  }
  return isSnapshot(soFar(blocks));
}

/** A snapshot in which no more is than the latest block, and what is known of all. */
function soFar(blocks: readonly unknown[]): unknown {
  const [head, ...pages] = blocks;
  const latest = pages.length === 0
    ? blocks
    : [{ ...Object(head), sessions: new Map() }, pages.at(-1)];
  return assembled(latest);
}

/** The snapshot, all of which has come. */
export function snapshotOf({ blocks }: Readonly<PartialSnapshot>): Snapshot {
  return assembled(blocks) as Snapshot;
}

/** The first block is the snapshot, if its state machine has no pages; else the others are lists of pages. */
function assembled([head, ...pages]: readonly unknown[]): unknown {
  if (typeof head !== "object" || head === null || "machine" in head) return head;
  const { bytes, ...rest } = head as SnapshotHead;
  return { ...rest, machine: { bytes, pages: pages.flat() } };
}
