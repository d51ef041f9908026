/**
 * Scans of engines of others. A scan sees the engine as it was when it was asked for, whenever it is first
 * read: so what it reads is held from then on, and let go when it is over, left, or fails, also if nobody has
 * begun to read it. A generator does not do that: before its first step it has run nothing, and its `finally`
 * never runs.
 *
 * @module
 */

import type { Entry } from "../../storage/engine/engine.ts";

/** What is asked and told while entries are read. */
export interface Held {
  /** Throws when nothing may be read any more. */
  readonly check: () => void;
  /** Lets go of what the scan reads; called once. */
  readonly release: () => void;
}

/** The entries that some iterator gives. */
export class HeldScan implements IterableIterator<Entry> {
  readonly #entries: Iterator<Entry>;
  readonly #held: Held;
  #isOver = false;

  /** Reads nothing yet. */
  constructor(entries: Iterator<Entry>, held: Held) {
    this.#entries = entries;
    this.#held = held;
  }

  /** Itself: it can be gone through once. */
  [Symbol.iterator](): this {
    return this;
  }

  /** The next entry. Throws what `check` throws, and what reading throws. */
  next(): IteratorResult<Entry, undefined> {
    if (this.#isOver) return { done: true, value: undefined };
    this.#held.check();
    try {
      const next = this.#entries.next();
      return next.done ? this.return() : next;
    } catch (error) {
      this.return();
      throw error;
    }
  }

  /** Ends it. */
  return(): IteratorResult<Entry, undefined> {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#held.release();
    }
    return { done: true, value: undefined };
  }
}

/** What an engine that is waited for gives. */
export interface Pages {
  /** The next entries in their order; none at the end. */
  next(): Promise<readonly Entry[]>;
  /** Lets go of what is read; called once. */
  release(): Promise<void>;
}

/** The entries of some pages. Throws what `check` throws, and what reading throws. */
export class PagedScan implements AsyncIterableIterator<Entry> {
  readonly #pages: Pages;
  readonly #check: () => void;
  #entries: Iterator<Entry> = [].values();
  #isOver = false;

  /** Reads nothing yet; `check` throws when nothing may be read any more. */
  constructor(pages: Pages, check: () => void) {
    this.#pages = pages;
    this.#check = check;
  }

  /** Itself: it can be gone through once. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next entry; the one before must have come. */
  async next(): Promise<IteratorResult<Entry, undefined>> {
    if (this.#isOver) return { done: true, value: undefined };
    this.#check();
    try {
      let next = this.#entries.next();
      if (next.done) {
        this.#entries = (await this.#pages.next()).values();
        next = this.#entries.next();
      }
      return next.done ? await this.return() : next;
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  /** Ends it. */
  async return(): Promise<IteratorResult<Entry, undefined>> {
    if (!this.#isOver) {
      this.#isOver = true;
      await this.#pages.release();
    }
    return { done: true, value: undefined };
  }
}
