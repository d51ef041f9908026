/**
 * The list of free pages on the disk: a chain of pages of its own, written anew with every root (bbolt
 * keeps it so). It needs pages to say which pages are free, and so its room is kept back: whoever takes
 * that from the tree's own, as LMDB once did (ReOpenLDAP, issue 42), has no room to say that there is
 * room.
 *
 * ```
 * 16  the next page, and its check   4 + 4 bytes; both 0 in the last
 * 24  the numbers of free pages, 4 bytes each, plus 2³¹ for those that the root before this one still has
 * ```
 *
 * @module
 */

import {
  corruptPage,
  HEADER,
  kinds,
  newPage,
  type Page,
  type Pointer,
  putUint16,
  putUint32,
  seal,
  uint32,
} from "../page.ts";
import type { PageReader } from "../pager.ts";
import { FIRST_PAGE } from "../roots.ts";
import { type FreePages, isOf } from "./free_pages.ts";

const NUMBERS = HEADER + 8;
const RECENT = 2 ** 31;

/** How many pages a list of so many free pages may need, however many of them it takes for itself. */
export function listPages(free: number, pageBytes: number): number {
  return Math.ceil(free / perPage(pageBytes));
}

/** How many numbers one page of the list holds. */
function perPage(pageBytes: number): number {
  return (pageBytes - NUMBERS) >> 2;
}

/** What a list says. */
export interface FreeList {
  /** Needed by no root. */
  readonly ready: readonly number[];
  /** Needed by the root before this one. */
  readonly recent: readonly number[];
}

/**
 * Writes the list into pages that `take` gives, from the last to the first, since each says the check of
 * the next; `newest` is the epoch of the root that stays while the list is written. These pages are in no
 * version of the tree.
 */
export function writeList(
  free: FreePages,
  pageBytes: number,
  newest: number,
  take: () => number,
): { readonly first: Pointer; readonly pages: readonly Page[] } {
  const numbers: number[] = [];
  // Each page that the list takes from the free ones makes it shorter, so this ends.
  while (numbers.length < listPages(free.available.length + free.waiting.length, pageBytes)) {
    numbers.push(take());
  }
  const waiting = free.waiting.map((page) => page.number + (isOf(page, newest) ? RECENT : 0));
  const entries = [...free.available, ...waiting], piece = perPage(pageBytes);
  const pages: Page[] = [];
  let next: Pointer = { number: 0, check: 0 };
  for (const [i, number] of [...numbers.entries()].reverse()) {
    const page = newPage(number, pageBytes, kinds.free);
    const part = entries.slice(i * piece, (i + 1) * piece);
    putUint16(page.bytes, 10, part.length);
    putUint32(page.bytes, HEADER, next.number);
    putUint32(page.bytes, HEADER + 4, next.check);
    for (const [k, entry] of part.entries()) putUint32(page.bytes, NUMBERS + 4 * k, entry);
    pages.push(page);
    next = { number, check: seal(page) };
  }
  return { first: next, pages };
}

/** Reads a list; throws `CorruptStorage` unless it is one. */
export function readList(
  reader: PageReader,
  first: Pointer,
  end: number,
): FreeList & { readonly pages: readonly number[] } {
  const ready: number[] = [], recent: number[] = [], pages: number[] = [];
  let { number, check } = first;
  while (number !== 0) {
    const page = reader.read(number, check);
    if (page.kind !== kinds.free || page.count > perPage(reader.pageBytes) || pages.length > end) {
      throw corruptPage(number, reader.where, "a list of free pages is required", "another page");
    }
    pages.push(number);
    for (let k = 0; k < page.count; k++) {
      const entry = uint32(page.bytes, NUMBERS + 4 * k), free = entry % RECENT;
      if (free < FIRST_PAGE || free >= end) {
        throw corruptPage(number, reader.where, `it must list pages below ${end}`, String(free));
      }
      (entry >= RECENT ? recent : ready).push(free);
    }
    [number, check] = [uint32(page.bytes, HEADER), uint32(page.bytes, HEADER + 4)];
  }
  return { ready, recent, pages };
}
