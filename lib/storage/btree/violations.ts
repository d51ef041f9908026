/** What must hold of a tree whatever happens. @module */

import { compareKeys } from "../engine/engine.ts";
import {
  childAt,
  childCheckAt,
  isNear,
  keyLengthAt,
  keyView,
  usedBytes,
  valueLengthAt,
} from "./cells.ts";
import { readNode } from "./cursor.ts";
import { overflowPages } from "./overflow.ts";
import { kinds, type Page, type Pointer } from "./page.ts";
import type { PageReader, View } from "./pager.ts";
import { FIRST_PAGE } from "./roots.ts";
import type { Census } from "./store.ts";
import { leastBytes } from "./tree.ts";

/** What stands above a page. */
interface Place {
  readonly level: number;
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array | undefined;
}

/**
 * What is wrong, in words: every page is reached once or is free; keys ascend, within the bounds that
 * branches set; leaves lie on one level; pages are full enough. Checks are looked at as pages are read:
 * the error is what is wrong.
 */
export function violations(view: View, census: Census): readonly string[] {
  const walk = new Walk(view.reader);
  try {
    walk.tree(view.root);
  } catch (error) {
    return [...walk.wrong, error instanceof Error ? error.message : String(error)];
  }
  const times = new Map<number, number>();
  for (const number of [...walk.reached, ...census.used, ...census.free]) {
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  for (let number = FIRST_PAGE; number < census.end; number++) {
    const count = times.get(number) ?? 0;
    if (count !== 1) walk.wrong.push(`page ${number} is reached or free ${count} times`);
    times.delete(number);
  }
  for (const number of times.keys()) walk.wrong.push(`page ${number} is not one of the file`);
  return walk.wrong;
}

class Walk {
  readonly wrong: string[] = [];
  readonly reached: number[] = [];
  readonly #reader: PageReader;
  #depth: number | undefined;

  constructor(reader: PageReader) {
    this.#reader = reader;
  }

  tree(root: Pointer): void {
    this.#node(root, { level: 0, from: undefined, to: undefined });
  }

  #node({ number, check }: Pointer, place: Place): void {
    const page = readNode(this.#reader, number, check, place.level);
    this.reached.push(number);
    if (place.level > 0 && usedBytes(page) < leastBytes(this.#reader.pageBytes)) {
      this.wrong.push(`page ${number} has only ${usedBytes(page)} bytes in use`);
    }
    this.#order(page, place);
    if (page.kind === kinds.leaf) this.#leaf(page, place.level);
    else this.#branch(page, place);
  }

  #order(page: Page, { from, to }: Place): void {
    const first = page.kind === kinds.leaf ? 0 : 1;
    let before = from;
    for (let i = first; i < page.count; i++) {
      const key = keyView(page, i), order = before === undefined ? 1 : compareKeys(key, before);
      // The first key of a leaf may be the one that stands above it.
      const isRight = order > 0 || (order === 0 && i === 0);
      if (!isRight) this.wrong.push(`key ${i} of page ${page.number} does not ascend`);
      before = key;
    }
    if (
      to !== undefined && before !== undefined && page.count > 0 && compareKeys(before, to) >= 0
    ) {
      this.wrong.push(`the last key of page ${page.number} belongs to the next`);
    }
  }

  #leaf(leaf: Page, level: number): void {
    this.#depth ??= level;
    if (level !== this.#depth) this.wrong.push(`leaf ${leaf.number} is on level ${level}`);
    for (let i = 0; i < leaf.count; i++) {
      const length = keyLengthAt(leaf, i), valueLength = valueLengthAt(leaf, i);
      if (isNear(this.#reader.pageBytes, length, valueLength)) continue;
      for (const { number } of overflowPages(this.#reader, leaf, i)) this.reached.push(number);
    }
  }

  #branch(page: Page, { level, from, to }: Place): void {
    if (page.count < 2) this.wrong.push(`branch ${page.number} leads to ${page.count} children`);
    if (keyLengthAt(page, 0) !== 0) this.wrong.push(`branch ${page.number} begins with a key`);
    for (let i = 0; i < page.count; i++) {
      this.#node({ number: childAt(page, i), check: childCheckAt(page, i) }, {
        level: level + 1,
        from: i === 0 ? from : keyView(page, i),
        to: i + 1 === page.count ? to : keyView(page, i + 1),
      });
    }
  }
}
