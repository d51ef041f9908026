/**
 * The part of a snapshot that has come in chunks (Ongaro 2014, Figure 5.3). What has come is decoded block by block,
 * so that no step takes long, and no more bytes are kept than those of one block.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { decodePlain } from "../../codec/decode_plain.ts";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import type { SnapshotHead } from "./outgoing.ts";

/** What is known of a stream of bytes before all of it has come. */
export interface Stream {
  /** How many bytes it has. */
  readonly bytes: number;
  /** The CRC-32C of them all. */
  readonly checksum: number;
}

/** A part of a stream. */
export interface Piece {
  /** Where it begins. */
  readonly offset: number;
  /** Its bytes. */
  readonly data: Uint8Array;
  /** A block ends with it, and another one follows. */
  readonly ends?: true;
}

/** The part that has come. */
export interface PartialStream extends Stream {
  /** How many bytes have come. Invariant: at most `bytes`. */
  received: number;
  /** The CRC-32C of those. */
  sum: number;
  /** The blocks that are whole. */
  readonly blocks: unknown[];
  /** What has come of the next one. */
  chunks: Uint8Array[];
}

/** Nothing has come yet. */
export function nothingOf<T extends Stream>(title: T): T & PartialStream {
  return { ...title, received: 0, sum: 0, blocks: [], chunks: [] };
}

/** Whether these can be the same stream. */
export function isSameStream(one: Stream, other: Stream): boolean {
  return one.bytes === other.bytes && one.checksum === other.checksum;
}

/** Whether all of it has come. */
export function isWhole({ received, bytes }: Readonly<PartialStream>): boolean {
  return bytes > 0 && received === bytes;
}

/** Adds the chunk that comes next; false if this cannot be a snapshot as it was sent. */
export function addChunk(
  partial: PartialStream,
  { data, ends }: Pick<Piece, "data" | "ends">,
  isSnapshot: (data: unknown) => boolean,
): boolean {
  partial.chunks.push(data);
  partial.received += data.length;
  partial.sum = crc32c(data, partial.sum);
  if (partial.received > partial.bytes) return false;
  if (isWhole(partial) && partial.sum !== partial.checksum) return false;
  return ends === true || isWhole(partial) ? addBlock(partial, isSnapshot) : true;
}

function addBlock(partial: PartialStream, isSnapshot: (data: unknown) => boolean): boolean {
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

/** The snapshot, all of which has come: it was looked at block by block. */
export function snapshotOf({ blocks }: Readonly<PartialStream>): unknown {
  return assembled(blocks);
}

/** The first block is the snapshot, if its state machine has no pages; else the others are lists of pages. */
function assembled([head, ...pages]: readonly unknown[]): unknown {
  if (typeof head !== "object" || head === null || "machine" in head) return head;
  const { bytes, parts, ...rest } = head as SnapshotHead;
  const of = parts === undefined ? {} : { parts };
  return { ...rest, machine: { bytes, pages: pages.flat(), ...of } };
}

/** A copy that shares only what does not change any more: blocks and chunks. */
export function copyOf<P extends PartialStream>(partial: Readonly<P>): P {
  return { ...partial, blocks: [...partial.blocks], chunks: [...partial.chunks] };
}
