/**
 * Roots: what a file of pages begins with, and where its tree begins. Pages 0 and 1 hold one each, and
 * they are written by turns, so that a crash in the middle of a write leaves the other (Chu 2012, *MDB: a
 * memory-mapped database*; System R's shadow pages, Gray and others 1981).
 *
 * Each page says its root twice, at its beginning and in its middle. A root of which neither is right was
 * torn as it was written, and so was never promised to anybody: then the other root is right. One wrong
 * byte in a root that was promised leaves its second copy; were there only one, the file would go back in
 * time without a word. And what all roots of a page have in common, no torn write changes: where it is
 * not right, something else happened.
 *
 * ```
 * 0   check, CRC-32C of everything behind it      4 bytes
 * 4   "hbC1", "hbL1": who keeps the pages         4
 * 8   the length of a page                        4
 * 12  the epoch, a float64                        8
 * 20  the tree's first page, and its check        4 + 4
 * 28  the first page of free ones, and its check  4 + 4
 * 36  how many pages the file has                 4
 * 40  on which page this stands, 0 or 1           4
 * ```
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { CorruptStorage } from "../corrupt.ts";
import type { Disk } from "../disk/disk.ts";
import { type Pointer, putUint32, uint32 } from "./page.ts";

/** Who keeps the pages. */
export type Keeper = "copy on write" | "log";

/** A tree at one moment. */
export interface Root {
  /** Counts up: of two roots, the one of the later epoch is newer. */
  readonly epoch: number;
  /** Where the tree begins. */
  readonly tree: Pointer;
  /** Where the free pages are listed; page 0 if there are none. */
  readonly free: Pointer;
  /** How many pages the file has; those behind were never used. */
  readonly end: number;
}

/** What was found in a file. */
export interface FoundRoots {
  /** The newest that is right. */
  readonly newest: Root;
  /** On which page it stands: 0 or 1. */
  readonly slot: number;
  /** What stands on the other page; `undefined` if no root that is right. */
  readonly other: Root | undefined;
  /** Whether a write of a root did not come to its end. */
  readonly isTorn: boolean;
}

/** The file that the pages are in. */
export const PAGES = "pages";

/** The first page that no root stands on. */
export const FIRST_PAGE = 2;

const marks: Readonly<Record<Keeper, number>> = { "copy on write": 0x31436268, log: 0x314c6268 };
const ROOT_BYTES = 44;

/** Writes a root onto page 0 or 1; it is durable after the next sync. */
export function writeRoot(
  disk: Disk,
  root: Root,
  at: { readonly slot: number; readonly keeper: Keeper; readonly pageBytes: number },
  name = PAGES,
): void {
  const page = new Uint8Array(at.pageBytes), view = new DataView(page.buffer);
  putUint32(page, 4, marks[at.keeper]);
  putUint32(page, 8, at.pageBytes);
  view.setFloat64(12, root.epoch, true);
  putUint32(page, 20, root.tree.number);
  putUint32(page, 24, root.tree.check);
  putUint32(page, 28, root.free.number);
  putUint32(page, 32, root.free.check);
  putUint32(page, 36, root.end);
  putUint32(page, 40, at.slot);
  putUint32(page, 0, crc32c(page.subarray(4, ROOT_BYTES)));
  page.copyWithin(at.pageBytes >> 1, 0, ROOT_BYTES);
  disk.writeAt(name, at.slot * at.pageBytes, page);
}

/**
 * The roots of a file; throws `CorruptStorage` if none is right, and `RangeError` if it is another kind
 * of file.
 */
export function readRoots(disk: Disk, keeper: Keeper, pageBytes: number): FoundRoots {
  const copies = [0, 1].map((slot) =>
    [0, pageBytes >> 1].flatMap((half) =>
      readRoot(disk.readAt(PAGES, slot * pageBytes + half, ROOT_BYTES), slot) ?? []
    )
  );
  const best = copies.map((found) => found.sort((a, b) => b.root.epoch - a.root.epoch)[0]);
  const slot = (best[1]?.root.epoch ?? -1) > (best[0]?.root.epoch ?? -1) ? 1 : 0;
  const newest = best[slot];
  if (newest === undefined) {
    throw new CorruptStorage(`${disk.where}${PAGES}`, "one of its roots must be right", "none");
  }
  if (newest.mark !== marks[keeper] || newest.pageBytes !== pageBytes) {
    throw new RangeError(
      `Cannot open ${disk.where}${PAGES} because it must be kept by ${keeper} in pages of ` +
        `${pageBytes} bytes: given another, or pages of ${newest.pageBytes}`,
    );
  }
  if (best[1 - slot] === undefined) assertTorn(disk, 1 - slot, newest);
  const isTorn = copies.some(([a, b]) => a?.root.epoch !== b?.root.epoch);
  return { newest: newest.root, slot, other: best[1 - slot]?.root, isTorn };
}

/** Throws `CorruptStorage` unless a page without a root could be one whose write was torn. */
function assertTorn(disk: Disk, slot: number, { mark, pageBytes }: Found): void {
  for (const half of [0, pageBytes >> 1]) {
    const bytes = disk.readAt(PAGES, slot * pageBytes + half, ROOT_BYTES);
    const isTorn = bytes.length === ROOT_BYTES && uint32(bytes, 4) === mark &&
      uint32(bytes, 8) === pageBytes && uint32(bytes, 40) === slot;
    if (isTorn) continue;
    throw new CorruptStorage(
      `page ${slot} of ${disk.where}${PAGES}`,
      "it must hold a root, or one that was torn as it was written",
      "something else",
    );
  }
}

interface Found {
  readonly root: Root;
  readonly mark: number;
  readonly pageBytes: number;
}

function readRoot(bytes: Uint8Array, slot: number): Found | undefined {
  const isRight = bytes.length === ROOT_BYTES && uint32(bytes, 40) === slot &&
    uint32(bytes, 0) === crc32c(bytes.subarray(4));
  if (!isRight) return undefined;
  const pointer = (at: number): Pointer => ({
    number: uint32(bytes, at),
    check: uint32(bytes, at + 4),
  });
  return {
    mark: uint32(bytes, 4),
    pageBytes: uint32(bytes, 8),
    root: {
      epoch: new DataView(bytes.buffer, bytes.byteOffset).getFloat64(12, true),
      tree: pointer(20),
      free: pointer(28),
      end: uint32(bytes, 36),
    },
  };
}
