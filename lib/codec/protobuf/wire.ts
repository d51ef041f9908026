/**
 * The wire format of Protocol Buffers ("Encoding"), read from a stranger. A field is a tag and a value: the tag is a
 * varint of the field's number times eight, plus how the value is delimited.
 *
 * ```text
 * 08 96 01        field 1, a varint: 150
 * 12 02 68 69     field 2, two bytes: "hi"
 * 19 …            field 3, eight bytes
 * ```
 *
 * A varint has at most ten bytes, and the tenth is 0 or 1, as 64 bits have room for no more. Longer forms of the same
 * number are allowed. A number above 2⁵³ − 1 is malformed here, as no schema asks for one and JavaScript has none.
 *
 * @module
 */

import { readText } from "../fixed/text.ts";
import { joined } from "../joined.ts";
import { MalformedBytes } from "../malformed.ts";

/** How a value is delimited. */
export const wireTypes = {
  varint: 0,
  eight: 1,
  delimited: 2,
  groupBegins: 3,
  groupEnds: 4,
  four: 5,
} as const;

/** How deep unknown groups are skipped. */
const DEEPEST_GROUP = 64;

const SHORT_BYTES = 128;

/** A position in bytes that somebody else wrote; whatever is wrong with them is `MalformedBytes`. */
export class WireReader {
  /** Where the next read begins. */
  offset: number;
  /** Where it ends. */
  end: number;
  /** How many recursive schemas are above. */
  depth = 0;
  readonly #bytes: Uint8Array;
  readonly #data: DataView;

  /** Reads these bytes. */
  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
    this.end = end;
  }

  /** A number from 0 to 2⁵³ − 1. */
  varint(): number {
    const start = this.offset;
    let value = 0, scale = 1;
    for (let i = 0; i < 10; i++, scale *= 128) {
      if (this.offset === this.end) throw this.#malformed(start, "a varint", "the end");
      const byte = this.#bytes[this.offset++]!;
      // What is above 2^53 is refused below, however it was rounded.
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value <= Number.MAX_SAFE_INTEGER) return value;
        throw this.#malformed(start, "a number below 2^53", "a larger one");
      }
    }
    throw this.#malformed(start, "a varint of at most ten bytes", "a longer one");
  }

  /** A number whose sign is the lowest bit: 0, −1, 1, −2 … */
  zigzag(): number {
    const start = this.offset;
    const [low, high] = this.#words();
    const value = (high >>> 1) * 2 ** 32 + (((low >>> 1) | (high << 31)) >>> 0);
    const signed = (low & 1) === 0 ? value : -1 - value;
    if (Number.isSafeInteger(signed)) return signed;
    throw this.#malformed(start, "a number between -2^53 and 2^53", "another");
  }

  /** Whether a varint is not 0; any other number of 64 bits is true. */
  boolean(): boolean {
    const [low, high] = this.#words();
    return (low | high) !== 0;
  }

  /** A 64-bit float. */
  float64(): number {
    this.#need(8);
    this.offset += 8;
    return this.#data.getFloat64(this.offset - 8, true);
  }

  /** The length of what comes next, which is there. */
  length(): number {
    const start = this.offset, length = this.varint();
    if (length <= this.end - this.offset) return length;
    throw this.#malformed(
      start,
      `at most the ${this.end - this.offset} bytes that are left`,
      `${length}`,
    );
  }

  /** Bytes after their length, without a copy. */
  bytes(): Uint8Array {
    const length = this.length();
    this.offset += length;
    return this.#bytes.subarray(this.offset - length, this.offset);
  }

  /** A copy of them. */
  copy(): Uint8Array<ArrayBuffer> {
    const length = this.length(), copy = new Uint8Array(length), start = this.offset;
    this.offset += length;
    // To copy a few bytes takes longer by a view and a call.
    if (length < SHORT_BYTES) {
      for (let i = 0; i < length; i++) copy[i] = this.#bytes[start + i]!;
    } else copy.set(this.#bytes.subarray(start, this.offset));
    return copy;
  }

  /** Text after its length. */
  text(): string {
    const length = this.length();
    this.offset += length;
    return readText(this.#bytes, this.offset - length, length);
  }

  /** A tag; its field has a number from 1 to 2²⁹ − 1. */
  tag(): number {
    const start = this.offset, tag = this.varint();
    if (tag >= 8 && tag < 2 ** 32) return tag;
    throw this.#malformed(start, "a field's number from 1 to 2^29 - 1", `${Math.floor(tag / 8)}`);
  }

  /** Passes over the value of a field that nobody knows. */
  skip(tag: number, depth = 0): void {
    switch (tag & 7) {
      case wireTypes.varint:
        this.#words();
        return;
      case wireTypes.eight:
        this.#need(8);
        this.offset += 8;
        return;
      case wireTypes.delimited:
        this.range(undefined);
        return;
      case wireTypes.groupBegins:
        return this.#skipGroup(tag, depth);
      case wireTypes.four:
        this.#need(4);
        this.offset += 4;
        return;
    }
    throw this.#malformed(this.offset, "a known wire type", String(tag & 7));
  }

  /** Passes over delimited bytes; they are added to `ranges` as where they begin and end. */
  range(ranges: number[] | undefined): number[] {
    const length = this.length(), start = this.offset;
    this.offset += length;
    if (ranges === undefined) return [start, start + length];
    ranges.push(start, start + length);
    return ranges;
  }

  /**
   * What `read` makes of these ranges: a message that comes several times is merged, which is what comes of its
   * parts one after another (language guide, "Last One Wins").
   */
  within<T>(ranges: readonly number[], read: (reader: WireReader) => T): T {
    if (ranges.length > 2) {
      const parts = [];
      for (let i = 0; i < ranges.length; i += 2) {
        parts.push(this.#bytes.subarray(ranges[i], ranges[i + 1]));
      }
      const reader = new WireReader(joined(parts));
      reader.depth = this.depth;
      return read(reader);
    }
    const { offset, end } = this;
    this.offset = ranges[0]!;
    this.end = ranges[1]!;
    const value = read(this);
    this.offset = offset;
    this.end = end;
    return value;
  }

  /** The error for what stands at the next position. */
  malformed(expected: string, given: string): MalformedBytes {
    return this.#malformed(this.offset, expected, given);
  }

  #skipGroup(tag: number, depth: number): void {
    if (depth === DEEPEST_GROUP) {
      throw this.malformed(`groups at most ${depth} deep`, "deeper ones");
    }
    for (let next = this.tag(); next !== tag + 1; next = this.tag()) this.skip(next, depth + 1);
  }

  /** The 64 bits of a varint. */
  #words(): readonly [low: number, high: number] {
    const start = this.offset;
    let low = 0, high = 0;
    for (let i = 0; i < 10; i++) {
      if (this.offset === this.end) throw this.#malformed(start, "a varint", "the end");
      const byte = this.#bytes[this.offset++]!, shift = 7 * i;
      if (shift < 32) low |= (byte & 127) << shift;
      if (shift > 31) high |= (byte & 127) << (shift - 32);
      else if (shift > 24) high |= (byte & 127) >> (32 - shift);
      if (byte < 128) {
        if (i < 9 || byte < 2) return [low >>> 0, high >>> 0];
        throw this.#malformed(start, "a varint of 64 bits", "a longer one");
      }
    }
    throw this.#malformed(start, "a varint of at most ten bytes", "a longer one");
  }

  #need(length: number): void {
    if (length <= this.end - this.offset) return;
    throw this.malformed(`${length} more bytes`, `${this.end - this.offset}`);
  }

  #malformed(offset: number, expected: string, given: string): MalformedBytes {
    return new MalformedBytes(offset, expected, given);
  }
}
