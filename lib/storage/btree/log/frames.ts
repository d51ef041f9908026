/**
 * The log of pages: after a page of its own, which says how much was promised, come frames, each a page
 * as a batch left it. The last frame of a batch says where the tree begins then; what stands behind the
 * last such frame never counted (SQLite, *Write-ahead logging* and *Database file format*, section 4).
 *
 * ```
 * 0   check, CRC-32C of what is behind it, continued from the frame before   4 bytes
 * 4   the generation of the log                                              4
 * 8   the page's number                                                      4
 * 12  1 in the last frame of a batch                                         4
 * 16  the tree's first page, the first free page, how many pages there are   4 + 4 + 4, and 4 that are 0
 * 32  the page
 * ```
 *
 * The log is written over from its beginning once all of it stands in the file of pages. The frames that
 * were there bear an earlier generation, and the first check of a generation begins with its number; so
 * none of them is ever taken for a newer one.
 *
 * @module
 */

import { crc32c } from "../../../codec/crc32c.ts";
import { CorruptStorage } from "../../corrupt.ts";
import type { Disk } from "../../disk/disk.ts";
import { type Page, putUint32, seal, uint32 } from "../page.ts";

/** The file that the log is in. */
export const LOG = "log";

/** How many bytes stand before the page of a frame. */
export const FRAME_HEAD = 32;

/** Where a tree begins after a batch, and what else there is. */
export interface TreeState {
  /** The number of the tree's first page. */
  readonly root: number;
  /** The first of the free pages, each of which leads to the next; 0 if there is none. */
  readonly free: number;
  /** How many pages the file has. */
  readonly end: number;
}

/** How long a frame is. */
export function frameBytes(pageBytes: number): number {
  return FRAME_HEAD + pageBytes;
}

/** Where frame `i` begins. */
export function frameAt(i: number, pageBytes: number): number {
  return pageBytes + i * frameBytes(pageBytes);
}

/** The check that the first frame of a generation continues from. */
export function firstCheck(generation: number): number {
  const bytes = new Uint8Array(4);
  putUint32(bytes, 0, generation);
  return crc32c(bytes);
}

/** The frames of a batch, and the check of the last. */
export function writeFrames(
  pages: readonly Page[],
  state: TreeState,
  from: { readonly generation: number; readonly check: number },
): { readonly bytes: Uint8Array; readonly check: number } {
  const length = frameBytes(pages[0]!.bytes.length), bytes = new Uint8Array(length * pages.length);
  let { check } = from;
  for (const [i, page] of pages.entries()) {
    seal(page);
    const frame = bytes.subarray(i * length, (i + 1) * length);
    putUint32(frame, 4, from.generation);
    putUint32(frame, 8, page.number);
    if (i === pages.length - 1) {
      putUint32(frame, 12, 1);
      putUint32(frame, 16, state.root);
      putUint32(frame, 20, state.free);
      putUint32(frame, 24, state.end);
    }
    frame.set(page.bytes, FRAME_HEAD);
    check = crc32c(frame.subarray(4), check);
    putUint32(frame, 0, check);
  }
  return { bytes, check };
}

/** What a log holds. */
export interface FoundFrames {
  /** The numbers of the pages of the frames that count. */
  readonly pages: readonly number[];
  /** What the last batch left; `undefined` if there is none. */
  readonly state: TreeState | undefined;
  /** The check of the last frame. */
  readonly check: number;
}

/**
 * Reads the frames of a generation, up to the last whole batch. Throws `CorruptStorage` if that is before
 * what was promised, and for a log of a later generation.
 */
export function readFrames(disk: Disk, generation: number, pageBytes: number): FoundFrames {
  const numbers: number[] = [];
  let check = firstCheck(generation);
  let found: FoundFrames = { pages: [], state: undefined, check };
  for (;;) {
    const bytes = disk.readAt(LOG, frameAt(numbers.length, pageBytes), frameBytes(pageBytes));
    if (!isFrame(bytes, generation, check, pageBytes)) break;
    check = uint32(bytes, 0);
    numbers.push(uint32(bytes, 8));
    if (uint32(bytes, 12) === 0) continue;
    const state = { root: uint32(bytes, 16), free: uint32(bytes, 20), end: uint32(bytes, 24) };
    found = { pages: numbers.slice(), state, check };
  }
  assertWhole(disk, generation, found.pages.length, pageBytes);
  return found;
}

function isFrame(
  bytes: Uint8Array,
  generation: number,
  check: number,
  pageBytes: number,
): boolean {
  return bytes.length === frameBytes(pageBytes) && uint32(bytes, 4) === generation &&
    uint32(bytes, 0) === crc32c(bytes.subarray(4), check);
}

const PROMISE_BYTES = 12;

/**
 * Says how many frames of a generation are durable. It is written behind the sync that made them so, and
 * need not be durable itself: it tells frames that were damaged later from those that a crash tore
 * (Alagappan and others 2018).
 */
export function writePromise(disk: Disk, generation: number, frames: number): void {
  const bytes = new Uint8Array(PROMISE_BYTES);
  putUint32(bytes, 4, generation);
  putUint32(bytes, 8, frames);
  putUint32(bytes, 0, crc32c(bytes.subarray(4)));
  disk.writeAt(LOG, 0, bytes);
}

function assertWhole(disk: Disk, generation: number, frames: number, pageBytes: number): void {
  const what = `${disk.where}${LOG}`;
  const promise = disk.readAt(LOG, 0, PROMISE_BYTES);
  const isRight = promise.length === PROMISE_BYTES &&
    uint32(promise, 0) === crc32c(promise.subarray(4));
  const promisedIn = isRight ? uint32(promise, 4) : 0;
  const promised = promisedIn === generation ? uint32(promise, 8) : 0;
  if (promised > frames) {
    throw new CorruptStorage(what, `${promised} frames were durable`, `${frames} that are whole`);
  }
  const first = disk.readAt(LOG, frameAt(0, pageBytes), frameBytes(pageBytes));
  const given = first.length > FRAME_HEAD ? uint32(first, 4) : 0;
  const isGiven = given > generation && isFrame(first, given, firstCheck(given), pageBytes);
  const later = Math.max(isGiven ? given : 0, promisedIn);
  if (later > generation) {
    throw new CorruptStorage(
      what,
      `its generation must be ${generation}, as the file's is`,
      `${later}`,
    );
  }
}
