/**
 * Many range tombstones as one sorted row: they are cut wherever one of them begins or ends, so that pieces
 * are either the same range or do not meet (Pebble calls them fragments). What covers a key is then found
 * by halving.
 *
 * ```text
 * given     [a        m)@3            in pieces   [a   f)@3   [f   m)@7,3   [m   t)@7
 *                [f        t)@7
 * ```
 *
 * @module
 */

import { compareKeys } from "../engine/engine.ts";
import type { RangeTombstone } from "./table/version.ts";

/** A range and the tombstones that cover all of it. */
export interface Piece {
  /** The first key. */
  from: Uint8Array;
  /** The key behind the last. */
  to: Uint8Array;
  /** The sequences of its tombstones, the greatest first; never none. */
  readonly sequences: readonly number[];
}

/** A set of range tombstones that grows. */
export class RangeTombstones implements Iterable<RangeTombstone> {
  /** Invariant: each ends before the next begins, or where it begins. */
  readonly #pieces: Piece[] = [];

  /** Begins with these. */
  constructor(ranges: Iterable<RangeTombstone> = []) {
    for (const range of ranges) this.add(range);
  }

  /** How many pieces there are. */
  get size(): number {
    return this.#pieces.length;
  }

  /** The pieces, in the order of their keys. */
  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** Adds one; an empty range adds nothing. */
  add({ from, to, sequence }: RangeTombstone): void {
    if (compareKeys(from, to) >= 0) return;
    this.#cutAt(from);
    this.#cutAt(to);
    let index = this.#firstBehind(from);
    for (let at = from; compareKeys(at, to) < 0; index++) {
      const piece = this.#pieces[index];
      const begin = piece === undefined || compareKeys(piece.from, to) > 0 ? to : piece.from;
      if (compareKeys(at, begin) < 0) {
        this.#pieces.splice(index, 0, { from: at, to: begin, sequences: [sequence] });
        at = begin;
      } else {
        this.#pieces[index] = { ...piece!, sequences: inserted(piece!.sequences, sequence) };
        at = piece!.to;
      }
    }
  }

  /** The greatest sequence, up to this one, of a tombstone that covers a key; 0 if none does. */
  covering(key: Uint8Array, sequence: number): number {
    if (this.#pieces.length === 0) return 0;
    const piece = this.#pieces[this.#firstBehind(key)];
    if (piece === undefined || compareKeys(piece.from, key) > 0) return 0;
    return piece.sequences.find((one) => one <= sequence) ?? 0;
  }

  /** Each piece as often as it has sequences, by `from`, and from new to old. */
  *[Symbol.iterator](): Iterator<RangeTombstone> {
    for (const { from, to, sequences } of this.#pieces) {
      for (const sequence of sequences) yield { from, to, sequence };
    }
  }

  /** Where the first piece stands that ends behind a key. */
  #firstBehind(key: Uint8Array): number {
    let low = 0, high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(this.#pieces[middle]!.to, key) > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Makes two of the piece in which a key lies. */
  #cutAt(key: Uint8Array): void {
    const index = this.#firstBehind(key), piece = this.#pieces[index];
    if (piece === undefined || compareKeys(piece.from, key) >= 0) return;
    this.#pieces.splice(index, 1, { ...piece, to: key }, { ...piece, from: key });
  }
}

/** Numbers that fall, with one more. */
function inserted(numbers: readonly number[], number: number): readonly number[] {
  const index = numbers.findIndex((one) => one <= number);
  if (index < 0) return [...numbers, number];
  return numbers[index] === number ? numbers : numbers.toSpliced(index, 0, number);
}
