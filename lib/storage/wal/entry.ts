/**
 * The entries of a log file, and what can be said about the place where they end.
 *
 * ```text
 * length      4 bytes, of the body; numbers have their lowest byte first
 * check       4 bytes, CRC-32C of the file's seed and of all else
 * position    4 bytes, where in the file the entry begins
 * durable     4 bytes, how much of the file was durable when the entry was written
 * body
 * ```
 *
 * After a crash the end of a file may hold anything: bytes that no `sync` covered arrive in any order, or
 * not at all. They were never reported to be durable, so they may go. So may zeros, which make room for
entries to come: no entry is all zeros, since the check of zeros is not 0. A bad entry that *was* durable is
 * another thing: the disk lost what it had promised to keep, and to cut the log there would lose it for
 * good. `durable` tells the two apart. If any good entry behind the bad one was written when the bad one
 * was durable already, then the log is corrupt; else its tail is torn.
 *
 * The **seed** is a number that each file has for itself (`SegmentHeader`): a file system may show in sectors
 * that were never written what a removed file left there, and an entry of another file, or of an earlier
 * life of this one, is no entry here. (SQLite's log has such a salt, too.)
 *
 * What cannot be told from a torn tail is damage to the last entries that were synced, with nothing
 * behind them (Alagappan and others 2018, *Protocol-aware recovery*, section 2). And whoever chooses the
 * bodies could hide an entry in one: at worst, a torn tail is then taken for corruption, and nothing is
 * lost.
 *
 * @module
 */

import type { ByteWriter } from "../../codec/byte_writer.ts";
import { crc32c } from "../../codec/crc32c.ts";

/** How many bytes stand before the body. */
export const ENTRY_HEADER = 16;

/** Files must stay below this, in bytes, for a position to fit. */
export const LONGEST_FILE = 2 ** 32 - 1;

/** Appends an entry that begins at `position` of its file, which has a seed; 0: none. */
export function writeEntry(
  writer: ByteWriter,
  position: number,
  durable: number,
  body: Uint8Array,
  seed = 0,
): void {
  const start = writer.length;
  writer.uint32(body.length);
  writer.uint32(0);
  writer.uint32(position);
  writer.uint32(durable);
  writer.bytes(body);
  writer.patchUint32(start + 4, checkOf(writer.view(start), seed));
}

/** What a file holds. */
export interface Scan {
  /** The bodies of the good entries, in order, as views of the file. */
  readonly bodies: readonly Uint8Array[];
  /** Where the first bad entry begins, or the length of the file. */
  readonly end: number;
  /** Where a good entry stands that proves the bad one to have been durable. */
  readonly proof?: number;
}

/**
 * Reads entries up to the first bad one, and then looks for proof of what that one was. The first entry says
 * which seed the others have, and has none itself; by default all have none.
 */
export function scan(file: Uint8Array, seedOf: (first: Uint8Array) => number = () => 0): Scan {
  const bodies: Uint8Array[] = [];
  let end = 0, seed = 0;
  for (
    let entry = readEntry(file, end);
    entry !== undefined;
    entry = readEntry(file, end, seed)
  ) {
    if (end === 0) seed = seedOf(entry.body);
    bodies.push(entry.body);
    end += ENTRY_HEADER + entry.body.length;
  }
  for (let position = end + 1; position < file.length; position++) {
    const entry = readEntry(file, position, seed);
    if (entry !== undefined && entry.durable > end) return { bodies, end, proof: position };
  }
  return { bodies, end };
}

/** A good entry. */
export interface GoodEntry {
  /** How much of the file was durable when it was written, in bytes. */
  readonly durable: number;
  /** What was put into it, as a view of the file. */
  readonly body: Uint8Array;
}

/** The entry that begins at `position` of a file with a seed; nothing if there is no good one. */
export function readEntry(file: Uint8Array, position: number, seed = 0): GoodEntry | undefined {
  if (file.length - position < ENTRY_HEADER) return undefined;
  const head = new DataView(file.buffer, file.byteOffset + position, ENTRY_HEADER);
  if (head.getUint32(8, true) !== position) return undefined;
  const length = head.getUint32(0, true);
  const end = position + ENTRY_HEADER + length;
  if (end > file.length) return undefined;
  const check = checkOf(file.subarray(position, end), seed);
  if (check !== head.getUint32(4, true)) return undefined;
  return { durable: head.getUint32(12, true), body: file.subarray(position + ENTRY_HEADER, end) };
}

function checkOf(entry: Uint8Array, seed: number): number {
  return crc32c(entry.subarray(8), crc32c(entry.subarray(0, 4), seed));
}
