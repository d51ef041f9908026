/** The entries of a range, one after another. @module */

import type { Entry, Scan } from "../engine/engine.ts";
import { TreeCursor } from "./cursor.ts";
import type { View } from "./pager.ts";

/** Goes through a range of one version. */
export class TreeScan implements IterableIterator<Entry> {
  readonly #cursor: TreeCursor;
  readonly #scan: Scan;
  readonly #release: () => void;
  readonly #assertUsable: () => void;
  #state: "new" | "going" | "over" = "new";

  /** `release` is called once, when it is over; `assertUsable` before every step. */
  constructor(view: View, scan: Scan, release: () => void, assertUsable: () => void) {
    this.#cursor = new TreeCursor(view);
    this.#scan = scan;
    this.#release = release;
    this.#assertUsable = assertUsable;
  }

  /** Itself: it goes once. */
  [Symbol.iterator](): this {
    return this;
  }

  /** The next entry. */
  next(): IteratorResult<Entry, undefined> {
    if (this.#state === "over") return { done: true, value: undefined };
    this.#assertUsable();
    const cursor = this.#cursor;
    if (this.#state === "new") this.#start();
    else if (this.#scan.reverse) cursor.previous();
    else cursor.next();
    this.#state = "going";
    if (!cursor.isValid || this.#isBeyond()) return this.return();
    return { done: false, value: { key: cursor.key, value: cursor.value } };
  }

  /** Ends it. */
  return(): { done: true; value: undefined } {
    if (this.#state !== "over") this.#release();
    this.#state = "over";
    return { done: true, value: undefined };
  }

  #start(): void {
    const { from, to, reverse } = this.#scan, cursor = this.#cursor;
    if (!reverse) return from === undefined ? cursor.first() : cursor.seek(from);
    if (to === undefined) return cursor.last();
    cursor.seek(to);
    cursor.previous();
  }

  #isBeyond(): boolean {
    const { from, to, reverse } = this.#scan;
    const bound = reverse ? from : to;
    if (bound === undefined) return false;
    return reverse ? this.#cursor.compare(bound) < 0 : this.#cursor.compare(bound) >= 0;
  }
}
