/**
 * Values that are too long for a leaf lie in a chain of pages of their own.
 *
 * ```
 * 16  the next page, and its check   4 + 4 bytes; both 0 in the last
 * 24  bytes of the value
 * ```
 *
 * @module
 */

import { cellAt, keyLengthAt, LEAF_HEAD, valueLengthAt } from "./cells.ts";
import { corruptPage, HEADER, kinds, type Page, type Pointer, putUint32, uint32 } from "./page.ts";
import type { Pager, PageReader } from "./pager.ts";

const DATA = HEADER + 8;

/** How many bytes of a value one page holds. */
export function overflowBytes(pageBytes: number): number {
  return pageBytes - DATA;
}

/** Writes a value from its end, since each page says the check of the next. Returns where it begins. */
export function writeOverflow(pager: Pager, value: Uint8Array): Pointer {
  const piece = overflowBytes(pager.pageBytes);
  let next: Pointer = { number: 0, check: 0 };
  for (let i = Math.ceil(value.length / piece) - 1; i >= 0; i--) {
    const page = pager.allocate(kinds.overflow);
    putUint32(page.bytes, HEADER, next.number);
    putUint32(page.bytes, HEADER + 4, next.check);
    page.bytes.set(value.subarray(i * piece, (i + 1) * piece), DATA);
    next = { number: page.number, check: pager.finish(page) };
  }
  return next;
}

/** The pages of the value of cell `i` of a leaf, which does not lie in the leaf, in their order. */
export function* overflowPages(reader: PageReader, leaf: Page, i: number): Generator<Page> {
  const at = cellAt(leaf, i) + LEAF_HEAD + keyLengthAt(leaf, i);
  let number = uint32(leaf.bytes, at), check = uint32(leaf.bytes, at + 4);
  const count = Math.ceil(valueLengthAt(leaf, i) / overflowBytes(reader.pageBytes));
  for (let left = count; left > 0; left--) {
    const page = reader.read(number, check);
    if (page.kind !== kinds.overflow) {
      throw corruptPage(number, reader.where, "a part of a value is required", `kind ${page.kind}`);
    }
    yield page;
    number = uint32(page.bytes, HEADER);
    check = uint32(page.bytes, HEADER + 4);
  }
}

/** The value of cell `i` of a leaf, which does not lie in the leaf. */
export function readOverflow(reader: PageReader, leaf: Page, i: number): Uint8Array {
  const value = new Uint8Array(valueLengthAt(leaf, i));
  let at = 0;
  for (const { bytes } of overflowPages(reader, leaf, i)) {
    const piece = bytes.subarray(DATA, DATA + value.length - at);
    value.set(piece, at);
    at += piece.length;
  }
  return value;
}
