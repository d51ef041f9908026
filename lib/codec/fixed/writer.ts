/** The bytes of a message in the fixed layout while it is written. @module */

import type { Loan, Pool } from "../pool.ts";
import { alignedTo } from "./layout.ts";

const utf8 = new TextEncoder();

/** Longer texts are worth a call into the runtime. */
const SHORT_TEXT = 48;

/** Grows at the end. */
export class FixedWriter {
  /** All bytes that there is room for. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes. */
  data: DataView;
  /** How many are written. */
  length = 0;
  /** How many recursive schemas are above. */
  depth = 0;
  readonly #pool: Pool | undefined;
  #loan: Loan | undefined;

  /** Takes its memory from a pool, or makes it. */
  constructor(capacity: number, pool?: Pool) {
    this.#pool = pool;
    this.#loan = pool?.take(capacity);
    this.bytes = this.#loan?.bytes ?? new Uint8Array(capacity);
    this.data = this.#loan?.data ?? new DataView(this.bytes.buffer);
  }

  /** Where `size` zeros begin that are added at the end, at a multiple of `align`. */
  add(align: number, size: number): number {
    const start = alignedTo(align, this.length), end = start + size;
    if (end > this.bytes.length) this.#grow(end);
    // Memory from a pool holds what was there before; new memory has zeros behind what is written.
    if (this.#pool !== undefined) this.bytes.fill(0, this.length, end);
    this.length = end;
    return start;
  }

  /** The same, and the slot at `at` says that it is there; `second` is the other number of the slot, if it has one. */
  behind(at: number, align: number, size: number, second?: number): number {
    const start = this.add(align, size);
    this.data.setUint32(at, start - at, true);
    if (second !== undefined) this.data.setUint32(at + 4, second, true);
    return start;
  }

  /** Bytes, and the slot that says where they are. */
  bytesBehind(at: number, bytes: Uint8Array): void {
    const start = this.length;
    this.#need(bytes.length);
    this.bytes.set(bytes, start);
    this.#pointTo(at, start, bytes.length);
  }

  /** Text as UTF-8, and the slot that says where it is. */
  textBehind(at: number, text: string): void {
    const start = this.length;
    this.#need(3 * text.length);
    let written = text.length < SHORT_TEXT ? this.#ascii(start, text) : 0;
    if (written < text.length) {
      if (!text.isWellFormed()) {
        throw new TypeError(
          "Cannot write a text because whole pairs are required: given half of one",
        );
      }
      written = utf8.encodeInto(text, this.bytes.subarray(start)).written;
    }
    this.#pointTo(at, start, written);
  }

  /** What was written, without a copy. */
  taken(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  /** The loan of what was written; only of a writer that has a pool. */
  lent(): Loan {
    const loan = this.#loan!;
    loan.cut(this.length);
    this.#loan = undefined;
    return loan;
  }

  /** Gives back what nobody gets, after an error. */
  abandon(): void {
    this.#loan?.release();
    this.#loan = undefined;
  }

  #need(more: number): void {
    if (this.length + more > this.bytes.length) this.#grow(this.length + more);
  }

  #pointTo(at: number, start: number, length: number): void {
    this.data.setUint32(at, start - at, true);
    this.data.setUint32(at + 4, length, true);
    this.length = start + length;
  }

  #ascii(start: number, text: string): number {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 128) return i;
      this.bytes[start + i] = unit;
    }
    return text.length;
  }

  #grow(needed: number): void {
    const before = this.#loan, size = Math.max(needed, 2 * this.bytes.length);
    const loan = this.#pool?.take(size);
    const larger = loan?.bytes ?? new Uint8Array(size);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.data = loan?.data ?? new DataView(larger.buffer);
    this.#loan = loan;
    before?.release();
  }
}
