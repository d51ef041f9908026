/** The way from the root of a tree to a leaf, every page of it to be changed. @module */

import { childAt, childCheckAt, setChild } from "./cells.ts";
import { readNode } from "./cursor.ts";
import { kinds, type Page, type Pointer } from "./page.ts";
import type { Pager } from "./pager.ts";
import { childFor } from "./search.ts";

/** From the root down. */
export interface Path {
  /** The root first, the leaf last. */
  readonly pages: Page[];
  /** Through which child of each branch the way leads. */
  readonly at: number[];
}

/** The way to the leaf that a key belongs to. */
export function openPath(pager: Pager, root: Pointer, key: Uint8Array): Path {
  let page = pager.write(readNode(pager, root.number, root.check, 0));
  const path: Path = { pages: [page], at: [] };
  while (page.kind === kinds.branch) {
    const i = childFor(page, key);
    page = openChild(pager, page, i, path.pages.length);
    path.at.push(i);
    path.pages.push(page);
  }
  return path;
}

/** Child `i` of a branch, to be changed; the branch points to it, wherever it is now. */
export function openChild(pager: Pager, branch: Page, i: number, level: number): Page {
  const child = pager.write(readChild(pager, branch, i, level));
  setChild(branch, i, child.number, 0);
  return child;
}

/** Child `i` of a branch. */
export function readChild(pager: Pager, branch: Page, i: number, level: number): Page {
  return readNode(pager, childAt(branch, i), childCheckAt(branch, i), level);
}

/** How many levels a tree has. */
export function depthOf(pager: Pager, root: Pointer): number {
  let page = readNode(pager, root.number, root.check, 0), depth = 1;
  for (; page.kind === kinds.branch; depth++) page = readChild(pager, page, 0, depth);
  return depth;
}
