/** Gives changed pages their checks. @module */

import { childAt, setChild } from "../cells.ts";
import { kinds, type Page, type Pointer, seal } from "../page.ts";

/**
 * Writes the checks of the changed pages of a tree into those above them, from the leaves up, and returns
 * that of its first page. Above a changed page all are changed.
 */
export function sealTree(changed: ReadonlyMap<number, Page>, { number, check }: Pointer): number {
  const page = changed.get(number);
  if (page === undefined) return check;
  for (let i = 0; page.kind === kinds.branch && i < page.count; i++) {
    const child = childAt(page, i);
    if (!changed.has(child)) continue;
    setChild(page, i, child, sealTree(changed, { number: child, check: 0 }));
  }
  return seal(page);
}
