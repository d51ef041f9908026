/** Deals cells out to two pages that stand beside each other. @module */

import { BRANCH_HEAD, LEAF_HEAD, takenBy, usableBytes, withKey, writeCells } from "./cells.ts";
import { kinds, type Page, uint16 } from "./page.ts";

/**
 * Writes `cells`, too many for one page, into two, and returns the key that tells them apart. Each gets
 * about half of the bytes; or the left leaf all but a fourth, if it `grows` at its end, where what comes
 * next will go to the right.
 */
export function divide(
  left: Page,
  right: Page,
  cells: readonly Uint8Array[],
  grows = false,
): Uint8Array {
  const usable = usableBytes(left.bytes.length);
  const at = pointOf(cells, usable, grows && left.kind === kinds.leaf);
  const first = cells.slice(0, at), second = cells.slice(at);
  writeCells(left, first);
  if (left.kind === kinds.leaf) {
    writeCells(right, second);
    return between(keyOf(first.at(-1)!, LEAF_HEAD), keyOf(second[0]!, LEAF_HEAD));
  }
  const key = keyOf(second[0]!, BRANCH_HEAD);
  writeCells(right, [withKey(second[0]!, empty), ...second.slice(1)]);
  return key;
}

const empty = new Uint8Array();

/** The key in a cell. */
function keyOf(cell: Uint8Array, head: number): Uint8Array {
  return cell.slice(head, head + uint16(cell, 0));
}

/**
 * How many cells the left page gets. Since a cell takes a fourth of a page at most, neither gets too few
 * or too many.
 */
function pointOf(cells: readonly Uint8Array[], usable: number, grows: boolean): number {
  const total = cells.reduce((sum, cell) => sum + takenBy(cell), 0);
  const wanted = grows ? Math.min(usable, total - usable / 4) : total / 2;
  let at = 0, taken = 0;
  while (taken + takenBy(cells[at]!) <= wanted) taken += takenBy(cells[at++]!);
  return at;
}

/**
 * The shortest key that is above `a` and not above `b`: less for branches to hold (Bayer and Unterauer
 * 1977).
 */
function between(a: Uint8Array, b: Uint8Array): Uint8Array {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return b.slice(0, same + 1);
}
