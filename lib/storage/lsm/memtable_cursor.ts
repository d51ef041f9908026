/** A place in a memtable. @module */

import type { Cursor, Version } from "./table/version.ts";

/** The node before the first, which stands in every row; as the next of a node it says that there is none. */
export const HEAD = 0;

/** What a cursor needs of a memtable. */
export interface Row {
  /** The first node at or behind a place, or `HEAD`. */
  find(key: Uint8Array, sequence: number): number;
  /** The last node, or `HEAD`. */
  last(): number;
  /** The node behind another, or `HEAD`; behind `HEAD` is the first. */
  next(node: number): number;
  /** The node before another, or `HEAD`. */
  previous(node: number): number;
  /** What stands on a node. */
  version(node: number): Version;
}

/** On a node, or before the first, or behind the last. */
export class MemtableCursor implements Cursor {
  readonly #row: Row;
  #node = HEAD;
  #current: Version | undefined;
  /** Where it is when it is on no node. */
  #isBehind = false;

  /** Before the first. */
  constructor(row: Row) {
    this.#row = row;
  }

  get current(): Version | undefined {
    if (this.#node === HEAD) return undefined;
    return this.#current ??= this.#row.version(this.#node);
  }

  seek(key: Uint8Array, sequence: number): void {
    this.#go(this.#row.find(key, sequence), true);
  }

  first(): void {
    this.#go(this.#row.next(HEAD), true);
  }

  last(): void {
    this.#go(this.#row.last(), false);
  }

  next(): void {
    // The next of the head is the first.
    const isOver = this.#node === HEAD && this.#isBehind;
    this.#go(isOver ? HEAD : this.#row.next(this.#node), true);
  }

  previous(): void {
    const isOver = this.#node === HEAD && !this.#isBehind;
    if (this.#node !== HEAD) this.#go(this.#row.previous(this.#node), false);
    else this.#go(isOver ? HEAD : this.#row.last(), false);
  }

  #go(node: number, isBehind: boolean): void {
    this.#node = node;
    this.#isBehind = isBehind;
    this.#current = undefined;
  }
}
