/** The pages of a copy-on-write tree, drawn as they stand on a disk. @module */

import type { Figure } from "../../figure/figure.ts";
import { pagePicture, type PageTree, type TreePage } from "../../figure/pages/pages.ts";
import { childAt, childCheckAt, keyView } from "../../storage/btree/cells.ts";
import { readList } from "../../storage/btree/copy/free_list.ts";
import { readNode } from "../../storage/btree/cursor.ts";
import { kinds, type Pointer } from "../../storage/btree/page.ts";
import { PageFile } from "../../storage/btree/page_file.ts";
import { newStatistics, type PageReader } from "../../storage/btree/pager.ts";
import { readRoots } from "../../storage/btree/roots.ts";
import type { Disk } from "../../storage/disk/disk.ts";
import { keyText } from "./keys.ts";

/**
 * What a copy-on-write tree has on a disk: both roots, the pages that they lead to, and those that are
 * free. What is not synced is not there.
 */
export function drawPages(disk: Disk, title: string, pageBytes = 4096): Figure {
  return pagePicture(pagesOn(disk, pageBytes), { title });
}

/** What `drawPages` draws. Throws `CorruptStorage` as opening the tree does. */
export function pagesOn(disk: Disk, pageBytes = 4096): PageTree {
  const { newest, slot, other } = readRoots(disk, "copy on write", pageBytes);
  const reader = new PageFile(disk, pageBytes, newStatistics());
  const roots = [
    { root: newest, slot },
    ...other === undefined ? [] : [{ root: other, slot: 1 - slot }],
  ];
  const pages = new Map<number, TreePage>();
  for (const { root } of roots) readPages(reader, root.tree, 0, pages);
  const { ready, recent, pages: lists } = readList(reader, newest.free, newest.end);
  const free = [...ready, ...recent].filter((number) => !pages.has(number)).sort((a, b) => a - b);
  return {
    roots: roots.map(({ root: { epoch, tree }, slot }) => ({
      name: `meta page ${slot}`,
      epoch,
      page: tree.number,
    })),
    pages: [...pages.values()],
    free,
    lists: lists.filter((number) => !pages.has(number)),
  };
}

function readPages(
  reader: PageReader,
  { number, check }: Pointer,
  level: number,
  pages: Map<number, TreePage>,
): void {
  if (pages.has(number)) return;
  const page = readNode(reader, number, check, level);
  const isLeaf = page.kind === kinds.leaf, cells = [...Array(page.count).keys()];
  const children = isLeaf ? [] : cells.map((i) => childAt(page, i));
  // The first key of a branch is empty: the least there is.
  const keys = cells.slice(isLeaf ? 0 : 1).map((i) => keyText(keyView(page, i)));
  pages.set(number, { number, keys, children });
  for (const [i, child] of children.entries()) {
    readPages(reader, { number: child, check: childCheckAt(page, i) }, level + 1, pages);
  }
}
