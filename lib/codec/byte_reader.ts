/**
 * Reads bytes that somebody else wrote. Nothing here trusts them: every read checks that what it needs is
 * there, allocates no more than has arrived, and throws `MalformedBytes` and nothing else.
 *
 * @module
 */

import { MalformedBytes } from "./malformed.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Shorter texts are read one character at a time, which costs less than a call into the runtime. */
const shortText = 24;

/** A position in bytes. */
export class ByteReader {
  /** Where the next read begins. */
  offset = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /** Begins at the first of `bytes`. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.offset;
  }

  /** One byte. */
  byte(): number {
    if (this.offset < this.#bytes.length) return this.#bytes[this.offset++]!;
    throw this.malformed("a byte", "the end");
  }

  /** A whole number up to 2⁵³ − 1; only its shortest form is allowed. */
  varint(): number {
    const start = this.offset;
    let value = 0, scale = 1;
    for (let i = 0; i < 8; i++, scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        if ((byte > 0 || i === 0) && value <= Number.MAX_SAFE_INTEGER) return value;
        break;
      }
    }
    this.offset = start;
    throw this.malformed("the shortest form of a number below 2^53", "another");
  }

  /** A count of things that take at least one byte each. */
  count(): number {
    const start = this.offset;
    const count = this.varint();
    if (count <= this.left) return count;
    const { left } = this;
    this.offset = start;
    throw this.malformed(`a count of at most the ${left} bytes that are left`, String(count));
  }

  /** Four bytes, the lowest first. */
  uint32(): number {
    this.#need(4);
    this.offset += 4;
    return this.#view.getUint32(this.offset - 4, true);
  }

  /** Eight bytes. */
  float64(): number {
    this.#need(8);
    this.offset += 8;
    return this.#view.getFloat64(this.offset - 8, true);
  }

  /** A view of the next bytes. */
  bytes(length: number): Uint8Array {
    this.#need(length);
    this.offset += length;
    return this.#bytes.subarray(this.offset - length, this.offset);
  }

  /** UTF-8 after its length. */
  text(): string {
    const length = this.count();
    if (length < shortText) {
      const ascii = this.#asciiText(length);
      if (ascii !== undefined) return ascii;
    }
    const start = this.offset;
    try {
      return utf8.decode(this.bytes(length));
    } catch {
      this.offset = start;
      throw this.malformed("text in UTF-8", "other bytes");
    }
  }

  /** The error for what stands at the next position. */
  malformed(expected: string, given: string): MalformedBytes {
    return new MalformedBytes(this.offset, expected, given);
  }

  #asciiText(length: number): string | undefined {
    let text = "";
    for (let i = 0; i < length; i++) {
      const byte = this.#bytes[this.offset + i]!;
      if (byte >= 128) return undefined;
      text += String.fromCharCode(byte);
    }
    this.offset += length;
    return text;
  }

  #need(length: number): void {
    if (length <= this.left) return;
    throw this.malformed(`${length} more bytes`, `${this.left}`);
  }
}
