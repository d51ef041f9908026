/**
 * A place in a tree. It stands on an entry, or before the first, or behind the last, and moves both ways
 * through the tree of one root: what is written later has other pages, and does not disturb it.
 *
 * @module
 */

import { childAt, childCheckAt, isNear, keyAt, keyLengthAt, valueLengthAt } from "./cells.ts";
import { readOverflow } from "./overflow.ts";
import { corruptPage, kinds, type Page } from "./page.ts";
import type { PageReader, View } from "./pager.ts";
import { childFor, compareAt, firstFrom } from "./search.ts";

/** More levels than any tree has whose pages are right. */
export const DEEPEST = 40;

/** A page of a tree: throws `CorruptStorage` unless it is a leaf or a branch. */
export function readNode(reader: PageReader, number: number, check: number, level: number): Page {
  const page = reader.read(number, check);
  if (page.kind === kinds.leaf || (page.kind === kinds.branch && level < DEEPEST)) return page;
  throw corruptPage(
    number,
    reader.where,
    "a page of a tree is required",
    `kind ${page.kind} on level ${level}`,
  );
}

/** Reads a tree. */
export class TreeCursor {
  readonly #view: View;
  /** From the root to the leaf. */
  readonly #pages: Page[] = [];
  /** Which cell of each page. */
  readonly #at: number[] = [];

  /** Before the first entry of a tree. */
  constructor(view: View) {
    this.#view = view;
  }

  /** Whether it stands on an entry. */
  get isValid(): boolean {
    const level = this.#pages.length - 1;
    const at = this.#at[level];
    return at !== undefined && at >= 0 && at < this.#pages[level]!.count;
  }

  /** A copy of the key that it stands on. */
  get key(): Uint8Array {
    const { leaf, i } = this.place, at = keyAt(leaf, i);
    return leaf.bytes.slice(at, at + keyLengthAt(leaf, i));
  }

  /** A copy of the value that it stands on. */
  get value(): Uint8Array {
    const { leaf, i } = this.place;
    return valueOf(this.#view.reader, leaf, i);
  }

  /** The leaf and the cell that it stands on. */
  get place(): { readonly leaf: Page; readonly i: number } {
    const level = this.#pages.length - 1;
    return { leaf: this.#pages[level]!, i: this.#at[level]! };
  }

  /** Below 0 if its key comes before `key`, 0 if it is the same, above 0 if it comes after. */
  compare(key: Uint8Array): number {
    const level = this.#pages.length - 1;
    return compareAt(this.#pages[level]!, this.#at[level]!, key);
  }

  /** To the first entry whose key is not before `key`. */
  seek(key: Uint8Array): void {
    let page = this.#begin();
    while (page.kind === kinds.branch) page = this.#down(page, childFor(page, key));
    this.#at.push(firstFrom(page, key));
    if (!this.isValid) this.#across(1);
  }

  /** To the first entry. */
  first(): void {
    this.#edge(this.#begin(), 1);
    if (!this.isValid) this.#across(1);
  }

  /** To the last entry. */
  last(): void {
    this.#edge(this.#begin(), -1);
    if (!this.isValid) this.#across(-1);
  }

  /** To the next entry, or behind the last. */
  next(): void {
    this.#move(1);
  }

  /** To the entry before, or before the first. */
  previous(): void {
    this.#move(-1);
  }

  #move(by: 1 | -1): void {
    if (this.#pages.length === 0) return by === 1 ? this.first() : this.last();
    this.#at[this.#at.length - 1]! += by;
    if (!this.isValid) this.#across(by);
  }

  /**
   * To the leaf beside this one, and on where that is empty; where there is none, it stays beyond its
   * edge.
   */
  #across(by: 1 | -1): void {
    const { length } = this.#pages;
    for (let level = length - 2; level >= 0; level--) {
      const page = this.#pages[level]!, i = this.#at[level]! + by;
      if (i < 0 || i >= page.count) continue;
      this.#pages.length = level + 1;
      this.#at.length = level;
      this.#edge(this.#down(page, i), by);
      if (this.isValid) return;
      level = this.#pages.length - 1;
    }
    const level = this.#pages.length - 1;
    this.#at[level] = by === 1 ? this.#pages[level]!.count : -1;
  }

  /** Down to the first leaf below a page, or to the last. */
  #edge(page: Page, by: 1 | -1): void {
    while (page.kind === kinds.branch) page = this.#down(page, by === 1 ? 0 : page.count - 1);
    this.#at.push(by === 1 ? 0 : page.count - 1);
  }

  #begin(): Page {
    const { reader, root } = this.#view;
    this.#at.length = 0;
    this.#pages.length = 0;
    const page = readNode(reader, root.number, root.check, 0);
    this.#pages.push(page);
    return page;
  }

  #down(page: Page, i: number): Page {
    this.#at.push(i);
    const level = this.#pages.length;
    const child = readNode(this.#view.reader, childAt(page, i), childCheckAt(page, i), level);
    this.#pages.push(child);
    return child;
  }
}

/** A copy of the value of cell `i` of a leaf. */
export function valueOf(reader: PageReader, leaf: Page, i: number): Uint8Array {
  const keyLength = keyLengthAt(leaf, i), length = valueLengthAt(leaf, i);
  if (!isNear(reader.pageBytes, keyLength, length)) return readOverflow(reader, leaf, i);
  const at = keyAt(leaf, i) + keyLength;
  return leaf.bytes.slice(at, at + length);
}

/** A copy of what stands under a key; `undefined` if nothing does. */
export function getValue({ reader, root }: View, key: Uint8Array): Uint8Array | undefined {
  let page = readNode(reader, root.number, root.check, 0);
  for (let level = 1; page.kind === kinds.branch; level++) {
    const i = childFor(page, key);
    page = readNode(reader, childAt(page, i), childCheckAt(page, i), level);
  }
  const i = firstFrom(page, key);
  const isThere = i < page.count && compareAt(page, i, key) === 0;
  return isThere ? valueOf(reader, page, i) : undefined;
}
