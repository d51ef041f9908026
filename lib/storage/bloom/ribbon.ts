/**
 * The ribbon filter (Dillinger and Walzer 2021, *Ribbon filter: practically smaller than Bloom and Xor*),
 * in its homogeneous form (Dillinger and others 2022, *Fast succinct retrieval and approximate membership
 * using ribbon*).
 *
 * A filter that is wrong once in `1/f` needs at least `log₂(1/f)` bits a key; a Bloom filter takes 1.44
 * times that, this one about 1.1 times. It is a system of linear equations over bits. A key's hash says
 * where its row begins, at `s`, and which of the 64 unknowns from there on it adds up, by a word `c` with
 * its lowest bit set; the sum must be 0. All keys of the set are equations of the system, so a solution
 * answers 0 to them. To another key it answers 0 with probability 1/2, and `r` solutions side by side do
 * so with `2^−r`.
 *
 * ```text
 * kind    1 byte: 3
 * r       1 byte
 * draw    1 byte, how often the places where rows begin were drawn anew
 * rows    for each 64 unknowns, `r` words of 64 bits: one of each solution; the lowest byte first
 * ```
 *
 * Rows that begin at the same place or close by are all within a ribbon along the diagonal: that is why
 * the system is solved in one pass of short steps, as `eliminated` does.
 *
 * @module
 */

import { spread } from "../../model/hash.ts";
import { type Filter, FILTER_HEADER, type FilterKind, kinds, placeOf } from "./filter.ts";
import { hashKey, type KeyHashes } from "./key_hash.ts";
import { type Eliminated, eliminated, parity, solutions } from "./ribbon_solve.ts";

/** How many unknowns a row reaches over. */
export const WIDTH = 64;

/** How many bytes stand before the rows. */
export const RIBBON_HEADER: number = FILTER_HEADER + 1;

/** How often places are drawn for a set of keys, at most. */
const tries = 8;

/**
 * Ribbon filters that are wrong about once in `2^columns`; `columns` is a whole number from 1 to 32, and
 * `RangeError` is thrown for others. There are `1 + (5 + r/4) / 64` unknowns to a key.
 *
 * Now and then, and the more keys the more often, equations pile up at some place and leave no unknown
 * free for a long stretch, whose solutions are then 0: to a key there the answer is yes. It shows in
 * equations that follow from others. Then the places are drawn anew, a few times. A set with the same key
 * in it again and again gains nothing by that, and loses nothing but time.
 */
export function ribbon(columns: number): FilterKind {
  if (!Number.isInteger(columns) || columns < 1 || columns > 32) {
    throw new RangeError(
      `Cannot make a filter because its columns must be a whole number from 1 to 32: given ${columns}`,
    );
  }
  return {
    name: `ribbon of ${columns} columns`,
    build(keys) {
      const unknowns = keys.length * (1 + (5 + columns / 4) / WIDTH);
      const blocks = Math.ceil(unknowns / WIDTH);
      let draw = 0, best = equationsOf(keys, blocks, draw);
      for (let next = 1; next < tries && best.idle > 0; next++) {
        const other = equationsOf(keys, blocks, next);
        if (other.idle < best.idle) [draw, best] = [next, other];
      }
      const words = solutions(columns, best);
      const filter = new Uint8Array(RIBBON_HEADER + 4 * words.length);
      filter.set([kinds.ribbon, columns, draw]);
      const view = new DataView(filter.buffer, RIBBON_HEADER);
      words.forEach((word, i) => view.setInt32(4 * i, word, true));
      return filter;
    },
  };
}

function equationsOf(keys: KeyHashes, blocks: number, draw: number): Eliminated {
  return eliminated(blocks, (add) => {
    for (let i = 0; i < keys.length; i++) {
      const first = keys.first(i), second = keys.second(i);
      add(startOf(first, blocks, draw), second | 1, upperOf(first, second));
    }
  });
}

/** Where a row begins, so that it ends within the last block. */
function startOf(first: number, blocks: number, draw: number): number {
  return placeOf(spread(first ^ Math.imul(draw, 0x85ebca77)), WIDTH * (blocks - 1) + 1);
}

/** The upper half of a row's word; the lower is the second lane. */
function upperOf(first: number, second: number): number {
  return spread(first + Math.imul(second, 0x9e3779b9) | 0);
}

/** Asks a ribbon filter. */
export class RibbonFilter implements Filter {
  readonly bytes: number;
  readonly #columns: number;
  readonly #draw: number;
  readonly #blocks: number;
  readonly #words: Int32Array;
  readonly #lanes = new Uint32Array(2);

  /** Of so many columns, in whole rows; `draw` as in the bytes. */
  constructor(columns: number, draw: number, rows: Uint8Array) {
    this.bytes = rows.length + RIBBON_HEADER;
    this.#columns = columns;
    this.#draw = draw;
    this.#blocks = rows.length / (columns * WIDTH / 8);
    const view = new DataView(rows.buffer, rows.byteOffset, rows.length);
    this.#words = new Int32Array(rows.length / 4);
    for (let i = 0; i < this.#words.length; i++) this.#words[i] = view.getInt32(4 * i, true);
  }

  has(key: Uint8Array): boolean {
    if (this.#blocks === 0) return false;
    hashKey(key, this.#lanes);
    const first = this.#lanes[0]!, second = this.#lanes[1]!, words = this.#words;
    const columns = this.#columns, start = startOf(first, this.#blocks, this.#draw);
    const low = second | 1, high = upperOf(first, second);
    // The row's word, moved to where it begins: three or four halves of two neighbouring words.
    const shift = start & 31, back = 31 - shift;
    const a = low << shift;
    const b = low >>> 1 >>> back | high << shift;
    const c = high >>> 1 >>> back;
    const half = start >>> 5;
    for (let column = 0; column < columns; column++) {
      let sum = a & wordAt(words, columns, half, column) ^
        b & wordAt(words, columns, half + 1, column);
      if (c !== 0) sum ^= c & wordAt(words, columns, half + 2, column);
      if (parity(sum) === 1) return false;
    }
    return true;
  }
}

/** The `half`-th 32 unknowns of a solution. */
function wordAt(words: Int32Array, columns: number, half: number, column: number): number {
  return words[2 * ((half >>> 1) * columns + column) + (half & 1)]!;
}
