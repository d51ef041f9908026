/** Finds a key in the bytes of a page, by halves, and allocates nothing. @module */

import { cellAt, headOf } from "./cells.ts";
import { HEADER, type Page, uint16 } from "./page.ts";

/** Below 0 if the key of cell `i` comes before `key`, 0 if it is the same, above 0 if it comes after. */
export function compareAt(page: Page, i: number, key: Uint8Array): number {
  return compare(page.bytes, cellAt(page, i), headOf(page), key);
}

/** The first cell whose key is not before `key`; the number of cells if there is none. */
export function firstFrom(page: Page, key: Uint8Array): number {
  const { bytes } = page, head = headOf(page);
  let low = 0, high = page.count;
  while (low < high) {
    const middle = low + high >>> 1;
    if (compare(bytes, uint16(bytes, HEADER + 2 * middle), head, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The child of a branch that `key` belongs to. */
export function childFor(page: Page, key: Uint8Array): number {
  const { bytes } = page, head = headOf(page);
  let low = 1, high = page.count;
  while (low < high) {
    const middle = low + high >>> 1;
    if (compare(bytes, uint16(bytes, HEADER + 2 * middle), head, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Compares the key of the cell at a place, behind its head, with another. */
function compare(bytes: Uint8Array, cell: number, head: number, key: Uint8Array): number {
  const length = bytes[cell]! | bytes[cell + 1]! << 8, at = cell + head;
  const shorter = length < key.length ? length : key.length;
  for (let k = 0; k < shorter; k++) {
    const difference = bytes[at + k]! - key[k]!;
    if (difference !== 0) return difference;
  }
  return length - key.length;
}
