/** A place in the versions of a table. @module */

import { BlockCursor } from "./block_cursor.ts";
import type { Blocks } from "./blocks.ts";
import type { Cursor, Version } from "./version.ts";

/** Goes from block to block, and within each with a `BlockCursor`. */
export class TableCursor implements Cursor {
  readonly #blocks: Blocks;
  readonly #keep: boolean;
  /** The number of the block where it is; −1 before the first, their count behind the last. */
  #number = -1;
  #inner: BlockCursor | undefined;

  /** `keep` is what `Blocks.read` does with what it reads. */
  constructor(blocks: Blocks, keep: boolean) {
    this.#blocks = blocks;
    this.#keep = keep;
  }

  get current(): Version | undefined {
    return this.#inner?.current;
  }

  seek(key: Uint8Array, sequence: number): void {
    const inner = this.#enter(this.#blocks.rank(key, sequence));
    inner?.seek(key, sequence);
    // The place may be behind the last version of the block, and still before what the index says of it.
    if (inner?.on === false) this.#enter(this.#number + 1)?.first();
  }

  first(): void {
    this.#enter(0)?.first();
  }

  last(): void {
    this.#enter(this.#blocks.count - 1)?.last();
  }

  next(): void {
    const inner = this.#inner;
    inner?.next();
    if (inner?.on !== true) this.#enter(Math.min(this.#number + 1, this.#blocks.count))?.first();
  }

  previous(): void {
    const inner = this.#inner;
    inner?.previous();
    if (inner?.on !== true) this.#enter(Math.max(this.#number - 1, -1))?.last();
  }

  /** Goes to a block, before its first version; `undefined` if there is none of this number. */
  #enter(number: number): BlockCursor | undefined {
    const { count } = this.#blocks;
    const block = number >= 0 && number < count ? this.#blocks.read(number, this.#keep) : undefined;
    this.#number = number;
    if (block === undefined) return this.#inner = undefined;
    if (this.#inner === undefined) this.#inner = new BlockCursor(block);
    else this.#inner.enter(block);
    return this.#inner;
  }
}
