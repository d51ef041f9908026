/** A list in a buffer. @module */

import type { Source } from "../pool.ts";

/** Items that are read when they are asked for. */
export class ListView<T> implements Iterable<T> {
  /** How many there are. */
  readonly length: number;
  readonly #source: Source;
  readonly #start: number;
  readonly #stride: number;
  readonly #read: (source: Source, at: number) => unknown;

  /** Items whose slots begin at `start`, `stride` bytes from one to the next. */
  constructor(
    source: Source,
    start: number,
    length: number,
    stride: number,
    read: (source: Source, at: number) => unknown,
  ) {
    this.#source = source;
    this.#start = start;
    this.length = length;
    this.#stride = stride;
    this.#read = read;
  }

  /** The item at a place; throws `RangeError` where there is none. */
  at(place: number): T {
    if (place >= 0 && place < this.length) {
      return this.#read(this.#source, this.#start + place * this.#stride) as T;
    }
    throw new RangeError(
      `Cannot read an item because a place below ${this.length} is required: given ${place}`,
    );
  }

  /** All items, in order. */
  *[Symbol.iterator](): Iterator<T> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}
