/** Pages that were read of late. @module */

import type { Page } from "./page.ts";

/**
 * Keeps between half and all of as many pages as it may hold: two generations, of which the older goes
 * when the younger is full, so that a hit moves nothing.
 */
export class PageCache {
  readonly #half: number;
  #young = new Map<number, Page>();
  #old = new Map<number, Page>();

  /** At most this many pages. */
  constructor(most: number) {
    this.#half = Math.max(1, most >> 1);
  }

  /** The page that was kept under this number. */
  get(number: number): Page | undefined {
    const young = this.#young.get(number);
    if (young !== undefined) return young;
    const old = this.#old.get(number);
    if (old !== undefined) this.set(number, old);
    return old;
  }

  /** Keeps a page. */
  set(number: number, page: Page): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(number, page);
  }

  /** Keeps nothing. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
