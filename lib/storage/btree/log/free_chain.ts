/**
 * Free pages of a tree with a log, each of which leads to the next. To free a page is one more page in
 * the log, and to use it again none: no list needs room of its own.
 *
 * ```
 * 16  the next free page, 0 in the last   4 bytes
 * ```
 *
 * @module
 */

import { corruptPage, HEADER, kinds, newPage, type Page, putUint32, uint32 } from "../page.ts";
import type { PageReader } from "../pager.ts";

/** A free page. */
export function freePage(number: number, next: number, pageBytes: number): Page {
  const page = newPage(number, pageBytes, kinds.free);
  putUint32(page.bytes, HEADER, next);
  return page;
}

/** The free page behind a free page; throws `CorruptStorage` if it is not one. */
export function nextFree(reader: PageReader, number: number): number {
  const page = reader.read(number, 0);
  if (page.kind === kinds.free) return uint32(page.bytes, HEADER);
  throw corruptPage(number, reader.where, "a free page is required", `kind ${page.kind}`);
}

/** All of them from the first on, or one too many if they go round. */
export function freeChain(reader: PageReader, first: number, most: number): readonly number[] {
  const free: number[] = [];
  for (let number = first; number !== 0 && free.length <= most; number = nextFree(reader, number)) {
    free.push(number);
  }
  return free;
}
