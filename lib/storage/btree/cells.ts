/**
 * Cells: what leaves and branches hold, in the order of its keys. A row of places behind the header says
 * where each cell begins; the cells themselves lie at the end of the page in any order (Graefe 2011,
 * *Modern B-tree techniques*).
 *
 * ```
 * cell of a leaf     key length 2, value length 4, key, value; or where it begins, 4 + 4
 * cell of a branch   key length 2, child 4, the child's check 4, key
 * ```
 *
 * A branch leads to its child `i` for the keys from its key `i` on and before the next; its first key is
 * empty and stands for the least there is.
 *
 * @module
 */

import { HEADER, kinds, type Page, putUint16, putUint32, uint16, uint32 } from "./page.ts";

/** Before the key in a cell of a leaf. */
export const LEAF_HEAD = 6;
/** Before the key in a cell of a branch. */
export const BRANCH_HEAD = 10;
/** What stands in a leaf for a value that lies elsewhere. */
export const FAR_VALUE = 8;
const SLOT = 2;

/** How many bytes of a page its cells and their places may take. */
export function usableBytes(pageBytes: number): number {
  return pageBytes - HEADER;
}

/**
 * The longest cell: any four fit into a page with their places, so that halves of a full page are never
 * too full.
 */
export function longestCell(pageBytes: number): number {
  return Math.floor(usableBytes(pageBytes) / 4) - SLOT;
}

/** The longest key, in bytes. */
export function longestKey(pageBytes: number): number {
  return longestCell(pageBytes) - LEAF_HEAD - FAR_VALUE;
}

/** Whether a value lies in the leaf, beside its key. */
export function isNear(pageBytes: number, keyLength: number, valueLength: number): boolean {
  return LEAF_HEAD + keyLength + valueLength <= longestCell(pageBytes);
}

/** Where cell `i` begins. */
export function cellAt({ bytes }: Page, i: number): number {
  return uint16(bytes, HEADER + SLOT * i);
}

/** How many bytes stand before the key in each cell of a page. */
export function headOf(page: Page): number {
  return page.kind === kinds.leaf ? LEAF_HEAD : BRANCH_HEAD;
}

/** Where the key of cell `i` begins. */
export function keyAt(page: Page, i: number): number {
  return cellAt(page, i) + headOf(page);
}

/** How long the key of cell `i` is. */
export function keyLengthAt(page: Page, i: number): number {
  return uint16(page.bytes, cellAt(page, i));
}

/** A view of the key of cell `i`. */
export function keyView(page: Page, i: number): Uint8Array {
  const from = keyAt(page, i);
  return page.bytes.subarray(from, from + keyLengthAt(page, i));
}

/** How long the value of cell `i` of a leaf is. */
export function valueLengthAt(page: Page, i: number): number {
  return uint32(page.bytes, cellAt(page, i) + 2);
}

/** The number of child `i` of a branch. */
export function childAt(page: Page, i: number): number {
  return uint32(page.bytes, cellAt(page, i) + 2);
}

/** The check of child `i` of a branch. */
export function childCheckAt(page: Page, i: number): number {
  return uint32(page.bytes, cellAt(page, i) + 6);
}

/** Points child `i` of a branch to another page. */
export function setChild(page: Page, i: number, number: number, check: number): void {
  const at = cellAt(page, i);
  putUint32(page.bytes, at + 2, number);
  putUint32(page.bytes, at + 6, check);
}

/** A cell of a branch. */
export function branchCell(key: Uint8Array, child: number, check: number): Uint8Array {
  const cell = new Uint8Array(BRANCH_HEAD + key.length);
  putUint16(cell, 0, key.length);
  putUint32(cell, 2, child);
  putUint32(cell, 6, check);
  cell.set(key, BRANCH_HEAD);
  return cell;
}

/** A cell of a branch with another key. */
export function withKey(cell: Uint8Array, key: Uint8Array): Uint8Array {
  return branchCell(key, uint32(cell, 2), uint32(cell, 6));
}

/** How many bytes cell `i` takes. */
export function cellLength(page: Page, i: number): number {
  const keyLength = keyLengthAt(page, i);
  if (page.kind === kinds.branch) return BRANCH_HEAD + keyLength;
  const valueLength = valueLengthAt(page, i);
  const near = isNear(page.bytes.length, keyLength, valueLength);
  return LEAF_HEAD + keyLength + (near ? valueLength : FAR_VALUE);
}

/** How many bytes of a page its cells take with their places. */
export function usedBytes({ bytes, count }: Page): number {
  return bytes.length - uint16(bytes, 12) - uint16(bytes, 14) + SLOT * count;
}

/** Whether another cell of this length fits. */
export function fits(page: Page, length: number): boolean {
  return usedBytes(page) + length + SLOT <= usableBytes(page.bytes.length);
}

/** What a cell takes of a page. */
export function takenBy(cell: Uint8Array): number {
  return cell.length + SLOT;
}

/** Puts a cell that fits before cell `i`. */
export function insertCell(page: Page, i: number, cell: Uint8Array): void {
  const { bytes, count } = page, slot = HEADER + SLOT * i, slots = HEADER + SLOT * count;
  if (uint16(bytes, 12) - slots < cell.length + SLOT) writeCells(page, cellsOf(page));
  const at = uint16(bytes, 12) - cell.length;
  bytes.copyWithin(slot + SLOT, slot, slots);
  putUint16(bytes, slot, at);
  bytes.set(cell, at);
  putUint16(bytes, 10, count + 1);
  putUint16(bytes, 12, at);
}

/** Removes the cells from `from` on and before `to`. */
export function removeCells(page: Page, from: number, to: number): void {
  const { bytes, count } = page;
  let removed = uint16(bytes, 14);
  for (let i = from; i < to; i++) removed += cellLength(page, i);
  bytes.copyWithin(HEADER + SLOT * from, HEADER + SLOT * to, HEADER + SLOT * count);
  putUint16(bytes, 10, count - (to - from));
  putUint16(bytes, 14, removed);
}

/** All cells in their order, in a copy. */
export function cellsOf(page: Page): Uint8Array[] {
  const copy = page.bytes.slice();
  return Array.from({ length: page.count }, (_, i) => {
    const at = cellAt(page, i);
    return copy.subarray(at, at + cellLength(page, i));
  });
}

/** Writes these cells, which fit and lie elsewhere, in the place of all that a page had. */
export function writeCells({ bytes }: Page, cells: readonly Uint8Array[]): void {
  bytes.fill(0, HEADER);
  let at = bytes.length;
  for (const [i, cell] of cells.entries()) {
    at -= cell.length;
    bytes.set(cell, at);
    putUint16(bytes, HEADER + SLOT * i, at);
  }
  putUint16(bytes, 10, cells.length);
  putUint16(bytes, 12, at);
  putUint16(bytes, 14, 0);
}
