/** Lists of whole numbers that take four bytes for each: histories of a million operations fit. @module */

/** A list of 32-bit integers that grows at its end. */
export class Ints {
  /** How many there are. */
  length = 0;
  #items = new Int32Array(16);

  /** Adds one at the end; returns its index. */
  push(item: number): number {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = item;
    return this.length++;
  }

  /** The one at an index below the length. */
  at(index: number): number {
    return this.#items[index]!;
  }

  /** Replaces the one at an index below the length. */
  set(index: number, item: number): void {
    this.#items[index] = item;
  }

  /** All of them, as a view that is valid until the next `push`. */
  view(): Int32Array {
    return this.#items.subarray(0, this.length);
  }
}

/** The values that belong to each of `count` keys, one behind the other. */
export interface Grouped {
  /** The values of key `k` stand from `start[k]` up to but not including `start[k + 1]`. */
  readonly start: Int32Array;
  /** The pairs' indices, sorted by key; in one key they keep their order. */
  readonly order: Int32Array;
}

/** Sorts the indices of keys from 0 to `count` − 1 by key, in linear time. */
export function group(keys: Int32Array, count: number): Grouped {
  const start = new Int32Array(count + 1);
  for (let i = 0; i < keys.length; i++) start[keys[i]! + 1] = start[keys[i]! + 1]! + 1;
  for (let key = 0; key < count; key++) start[key + 1] = start[key + 1]! + start[key]!;
  const next = start.slice(0, count);
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[next[keys[i]!]!++] = i;
  return { start, order };
}
