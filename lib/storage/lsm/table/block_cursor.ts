/** A place in one block. @module */

import { Arena } from "./arena.ts";
import type { Block } from "./block.ts";
import { EntryHead } from "./entry_head.ts";
import type { Cursor, Version } from "./version.ts";

/** Goes through a block, and then through another. */
export class BlockCursor implements Cursor {
  #block: Block;
  readonly #head = new EntryHead();
  /** Where the current entry begins; −1 before the first, the block's `end` behind the last. */
  #at = -1;
  /** Its key, put together from what it shares; there is room behind it. */
  #key = new Uint8Array(64);
  #keyLength = 0;
  #current: Version | undefined;
  /** The keys that were handed out. */
  readonly #keys = new Arena();

  /** Begins before the first version. */
  constructor(block: Block) {
    this.#block = block;
  }

  /** Leaves its block for another, before whose first version it is then. */
  enter(block: Block): void {
    this.#block = block;
    this.#at = -1;
    this.#current = undefined;
  }

  /** Whether it is on a version. */
  get on(): boolean {
    return this.#at >= 0 && this.#at < this.#block.end;
  }

  get current(): Version | undefined {
    if (this.#current === undefined && this.on) {
      const { sequence, size } = this.#head;
      this.#current = {
        key: this.#keys.copy(this.#key, this.#keyLength),
        sequence,
        kind: size === 0 ? "delete" : "put",
        value: this.#head.value(this.#block.bytes),
      };
    }
    return this.#current;
  }

  seek(key: Uint8Array, sequence: number): void {
    const block = this.#block, at = block.find(this.#head, key, sequence);
    if (at >= block.end) return this.#leave(at);
    this.#read(this.#restartBefore(at + 1));
    while (this.#at < at) this.#read(this.#head.next);
  }

  first(): void {
    this.#read(0);
  }

  last(): void {
    this.#leave(this.#block.end);
    this.previous();
  }

  next(): void {
    if (this.#at >= this.#block.end) return;
    const next = this.#at < 0 ? 0 : this.#head.next;
    if (next < this.#block.end) this.#read(next);
    else this.#leave(next);
  }

  /**
   * Entries know where they end and not where the one before begins: it is found from the restart before
   * it.
   */
  previous(): void {
    const before = this.#at;
    if (before <= 0) return this.#leave(-1);
    this.#read(this.#restartBefore(before));
    while (this.#head.next < before) this.#read(this.#head.next);
  }

  #leave(at: number): void {
    this.#at = at;
    this.#current = undefined;
  }

  /** Reads the entry that begins at `at`: the one behind that which was read before, or a restart. */
  #read(at: number): void {
    const head = this.#head, { bytes } = this.#block;
    head.read(bytes, at);
    const { shared, own, keyAt } = head, length = shared + own;
    if (length > this.#key.length) {
      const longer = new Uint8Array(2 * length);
      longer.set(this.#key);
      this.#key = longer;
    }
    const key = this.#key;
    for (let i = shared, from = keyAt; i < length; i++, from++) key[i] = bytes[from]!;
    this.#keyLength = length;
    this.#leave(at);
  }

  /** The last restart that begins before `at`, which is not the first of all. */
  #restartBefore(at: number): number {
    const block = this.#block;
    let low = 0, high = block.restarts;
    while (low + 1 < high) {
      const middle = low + high >>> 1;
      if (block.restart(middle) < at) low = middle;
      else high = middle;
    }
    return block.restart(low);
  }
}
