/** Rows of numbers, of any length, each kept once. @module */

import { longer } from "./tuples.ts";

/** Gives equal rows equal numbers, from 0 in the order in which they are first seen. */
export class Rows {
  /** How many rows there are. */
  size = 0;
  /** All rows, one after another. */
  numbers: Int32Array = new Int32Array(256);
  /** Where each row starts; where the last one ends, the next will start. */
  #starts = new Int32Array(64);
  // Open addressing: the number of a row + 1, or 0 for an empty slot.
  #table = new Int32Array(64);
  #hashes = new Int32Array(64);

  /** Where a row starts, which is where the one before ends. */
  start(row: number): number {
    return this.#starts[row]!;
  }

  /** How much memory it holds. */
  get bytes(): number {
    const { numbers } = this;
    return numbers.byteLength + this.#starts.byteLength + this.#table.byteLength +
      this.#hashes.byteLength;
  }

  /** A copy of a row. */
  read(row: number): number[] {
    return [...this.numbers.subarray(this.start(row), this.start(row + 1))];
  }

  /** The number of the row in the first `length` places of `row`. */
  add(row: Int32Array, length: number): number {
    const hash = hashOf(row, length);
    const mask = this.#table.length - 1;
    let slot = hash & mask;
    for (let known; (known = this.#table[slot]!) !== 0; slot = (slot + 1) & mask) {
      if (this.#hashes[known - 1] === hash && this.#is(known - 1, row, length)) return known - 1;
    }
    this.#append(row, length, hash);
    this.#table[slot] = this.size;
    if (2 * this.size > mask) this.#grow();
    return this.size - 1;
  }

  #is(number: number, row: Int32Array, length: number): boolean {
    const start = this.#starts[number]!, numbers = this.numbers;
    if (this.#starts[number + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (numbers[start + i] !== row[i]) return false;
    return true;
  }

  #append(row: Int32Array, length: number, hash: number): void {
    const start = this.#starts[this.size]!;
    while (start + length > this.numbers.length) this.numbers = longer(this.numbers);
    for (let i = 0; i < length; i++) this.numbers[start + i] = row[i]!;
    if (this.size === this.#hashes.length) this.#hashes = longer(this.#hashes);
    this.#hashes[this.size++] = hash;
    if (this.size === this.#starts.length) this.#starts = longer(this.#starts);
    this.#starts[this.size] = start + length;
  }

  #grow(): void {
    const table = new Int32Array(2 * this.#table.length), mask = table.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
    this.#table = table;
  }
}

function hashOf(row: Int32Array, length: number): number {
  let h = length;
  for (let i = 0; i < length; i++) {
    h = Math.imul(h ^ row[i]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}
