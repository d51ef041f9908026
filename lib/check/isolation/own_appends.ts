/** What a transaction has appended itself, while its steps are walked. @module */

import type { Value } from "./transaction.ts";

/** The appends of one transaction at a time, by key. */
export class OwnAppends {
  readonly #stamp: Int32Array;
  readonly #values: Value[][];

  /** For keys numbered below `keys`. */
  constructor(keys: number) {
    this.#stamp = new Int32Array(keys).fill(-1);
    this.#values = Array.from({ length: keys }, () => []);
  }

  /** Transaction `t` appended to a key. */
  add(t: number, key: number, value: Value): void {
    if (this.#stamp[key] === t) this.#values[key]!.push(value);
    else {
      this.#stamp[key] = t;
      this.#values[key] = [value];
    }
  }

  /**
   * How long a list is without the transaction's own appends at its end: what others wrote. A database
   * may put pending appends behind what is committed when it reads, and something else between them when
   * it commits; so where they stand in the reads of their own transaction says nothing of their order.
   */
  lengthWithout(t: number, key: number, list: readonly Value[]): number {
    if (this.#stamp[key] !== t) return list.length;
    const own = this.#values[key]!;
    const start = list.length - own.length;
    return start >= 0 && own.every((value, i) => list[start + i] === value) ? start : list.length;
  }
}
