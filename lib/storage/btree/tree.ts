/**
 * A B+tree (Bayer and McCreight 1972; Comer 1979): all entries lie in leaves of one depth, and branches
 * lead to them. Pages that would be too full are cut in two; pages that are less than a fourth full are
 * joined to a neighbour, or get cells of it. Who keeps the pages, and what becomes of their older
 * versions, is the pager's business.
 *
 * @module
 */

import {
  branchCell,
  cellsOf,
  fits,
  insertCell,
  isNear,
  keyLengthAt,
  LEAF_HEAD,
  removeCells,
  usableBytes,
  usedBytes,
  valueLengthAt,
  withKey,
  writeCells,
} from "./cells.ts";
import { FAR_VALUE, keyView, longestKey } from "./cells.ts";
import { TreeCursor } from "./cursor.ts";
import { divide } from "./divide.ts";
import { overflowPages, writeOverflow } from "./overflow.ts";
import { kinds, type Page, type Pointer, putUint16, putUint32 } from "./page.ts";
import type { Pager } from "./pager.ts";
import { openChild, openPath, type Path, readChild } from "./path.ts";
import { compareAt, firstFrom } from "./search.ts";

/** Throws for a key that a page has no room for. */
export function assertKey(key: Uint8Array, pageBytes: number): void {
  const most = longestKey(pageBytes);
  if (key.length <= most) return;
  throw new RangeError(
    `Cannot write a key because it must have at most ${most} bytes in pages of ${pageBytes}: ` +
      `given ${key.length}`,
  );
}

/** How many bytes of a page must be in use, if it is not the root. */
export function leastBytes(pageBytes: number): number {
  return Math.floor(usableBytes(pageBytes) / 4);
}

/** Changes a tree. What it throws leaves the pages half changed. */
export class Tree {
  /** Where it begins now. */
  root: Pointer;
  readonly #pager: Pager;

  /** The tree that begins there. */
  constructor(pager: Pager, root: Pointer) {
    this.#pager = pager;
    this.root = root;
  }

  /** Puts a value under a key, which is not too long. */
  put(key: Uint8Array, value: Uint8Array): void {
    const path = this.#open(key), leaf = path.pages.at(-1)!, i = firstFrom(leaf, key);
    if (i < leaf.count && compareAt(leaf, i, key) === 0) this.#remove(leaf, i, i + 1);
    const split = this.#insert(path, path.pages.length - 1, i, this.#cell(key, value));
    if (!split) this.#mend(path, path.pages.length - 1);
  }

  /** Deletes a key; false if it was not there. */
  delete(key: Uint8Array): boolean {
    const cursor = new TreeCursor({ reader: this.#pager, root: this.root });
    cursor.seek(key);
    if (!cursor.isValid || cursor.compare(key) !== 0) return false;
    const path = this.#open(key), leaf = path.pages.at(-1)!, i = firstFrom(leaf, key);
    this.#remove(leaf, i, i + 1);
    this.#mend(path, path.pages.length - 1);
    return true;
  }

  /** Deletes all keys of a range, a leaf at a time. */
  deleteRange(from: Uint8Array, to: Uint8Array): void {
    for (;;) {
      const cursor = new TreeCursor({ reader: this.#pager, root: this.root });
      cursor.seek(from);
      if (!cursor.isValid || cursor.compare(to) >= 0) return;
      const first = cursor.key;
      const path = this.#open(first), leaf = path.pages.at(-1)!;
      this.#remove(leaf, firstFrom(leaf, first), firstFrom(leaf, to));
      this.#mend(path, path.pages.length - 1);
    }
  }

  #open(key: Uint8Array): Path {
    const path = openPath(this.#pager, this.root, key);
    this.root = { number: path.pages[0]!.number, check: 0 };
    return path;
  }

  #cell(key: Uint8Array, value: Uint8Array): Uint8Array {
    const near = isNear(this.#pager.pageBytes, key.length, value.length);
    const cell = new Uint8Array(LEAF_HEAD + key.length + (near ? value.length : FAR_VALUE));
    putUint16(cell, 0, key.length);
    putUint32(cell, 2, value.length);
    cell.set(key, LEAF_HEAD);
    const at = LEAF_HEAD + key.length;
    if (near) {
      cell.set(value, at);
    } else {
      const { number, check } = writeOverflow(this.#pager, value);
      putUint32(cell, at, number);
      putUint32(cell, at + 4, check);
    }
    return cell;
  }

  /** Removes cells of a leaf, and the pages of their values. */
  #remove(leaf: Page, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const keyLength = keyLengthAt(leaf, i), valueLength = valueLengthAt(leaf, i);
      if (isNear(this.#pager.pageBytes, keyLength, valueLength)) continue;
      // All are read before the first is freed, because a freed page may be written over.
      for (const page of [...overflowPages(this.#pager, leaf, i)]) this.#pager.free(page);
    }
    removeCells(leaf, from, to);
  }

  /** Puts a cell before cell `i` of a page of the path; true if the page had to be cut in two. */
  #insert(path: Path, level: number, i: number, cell: Uint8Array): boolean {
    const page = path.pages[level]!;
    if (fits(page, cell.length)) {
      insertCell(page, i, cell);
      return false;
    }
    this.#pager.statistics.splits++;
    const right = this.#pager.allocate(page.kind), grows = i === page.count;
    const key = divide(page, right, cellsOf(page).toSpliced(i, 0, cell), grows);
    const beside = branchCell(key, right.number, 0);
    if (level === 0) this.#grow(page, beside);
    else this.#insert(path, level - 1, path.at[level - 1]! + 1, beside);
    return true;
  }

  /** A new root above the old one and what was cut from it. */
  #grow(left: Page, right: Uint8Array): void {
    const root = this.#pager.allocate(kinds.branch);
    writeCells(root, [branchCell(new Uint8Array(), left.number, 0), right]);
    this.root = { number: root.number, check: 0 };
  }

  /** Mends pages of the path that are not full enough, from a level upwards. */
  #mend(path: Path, level: number): void {
    for (; level > 0; level--) {
      const page = path.pages[level]!;
      if (usedBytes(page) >= leastBytes(page.bytes.length)) return;
      const cut = this.#lean(path, level);
      // A branch that was cut in two is full enough, and so is whatever stands above it.
      if (cut) return;
    }
    this.#shrink(path.pages[0]!);
  }

  /**
   * Joins a page to its neighbour, or moves cells between them. True if the branch above was cut in two
   * for that.
   */
  #lean(path: Path, level: number): boolean {
    const pager = this.#pager, branch = path.pages[level - 1]!;
    // The page is one of the two; `at` is the place of the right one.
    const at = Math.max(1, path.at[level - 1]!);
    const left = openChild(pager, branch, at - 1, level);
    const second = readChild(pager, branch, at, level);
    const key = keyView(branch, at).slice();
    const cells = [...cellsOf(left), ...lowered(second, key)];
    const bytes = cells.reduce((sum, cell) => sum + cell.length + 2, 0);
    if (bytes <= usableBytes(pager.pageBytes)) {
      pager.statistics.merges++;
      writeCells(left, cells);
      pager.free(second);
      removeCells(branch, at, at + 1);
      return false;
    }
    pager.statistics.shifts++;
    const right = openChild(pager, branch, at, level);
    const between = divide(left, right, cells);
    removeCells(branch, at, at + 1);
    return this.#insert(path, level - 1, at, branchCell(between, right.number, 0));
  }

  /** A root that leads to one child only makes room for it. */
  #shrink(root: Page): void {
    while (root.kind === kinds.branch && root.count === 1) {
      const child = readChild(this.#pager, root, 0, 1);
      this.#pager.free(root);
      this.root = { number: child.number, check: child.check };
      root = child;
    }
  }
}

/** The cells of a page as they stand behind those of the page to its left, from which `key` tells it. */
function lowered(page: Page, key: Uint8Array): Uint8Array[] {
  const cells = cellsOf(page);
  return page.kind === kinds.leaf ? cells : [withKey(cells[0]!, key), ...cells.slice(1)];
}
