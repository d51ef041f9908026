/**
 * Bytes that grow at the end. Whole numbers are written in groups of seven bits, the lowest group first;
 * the highest bit of a byte says that another follows (LEB128, as in DWARF and Protocol Buffers).
 *
 * @module
 */

const utf8 = new TextEncoder();

/** Shorter texts are copied one character at a time, which costs less than a call into the runtime. */
const shortText = 48;

/** Longer texts are not given room for three bytes a unit, which is the most that they can need. */
const longText = 4096;

/** Collects bytes. */
export class ByteWriter {
  /** How many bytes there are. */
  length = 0;
  /** How many recursive schemas are above what is written next. */
  depth = 0;
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView<ArrayBuffer>;

  /** Makes room for `capacity` bytes; there will be more room when more is needed. */
  constructor(capacity = 512) {
    this.#bytes = new Uint8Array(capacity);
    this.#view = new DataView(this.#bytes.buffer);
  }

  /** One byte. */
  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** A whole number from 0 to 2⁵³ − 1, in one to eight bytes. */
  varint(value: number): void {
    // Bit operations see only the lowest 32 bits.
    while (value >= 2 ** 31) {
      this.byte(value % 128 | 128);
      value = Math.floor(value / 128);
    }
    while (value >= 128) {
      this.byte(value & 127 | 128);
      value >>>= 7;
    }
    this.byte(value);
  }

  /** A whole number from 0 to 2³² − 1, in four bytes, the lowest first. */
  uint32(value: number): void {
    this.#grow(4);
    this.#view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** Begins what stands behind its length, and says where. */
  begin(): number {
    this.byte(0);
    return this.length;
  }

  /** Ends what began there: its length, a varint, comes to stand before it. */
  end(start: number): void {
    const length = this.length - start;
    let more = 0;
    for (let rest = length; rest >= 128; rest = Math.floor(rest / 128)) more++;
    if (more > 0) {
      this.#grow(more);
      this.#bytes.copyWithin(start + more, start, this.length);
    }
    this.length = start - 1;
    this.varint(length);
    this.length += length;
  }

  /** Any number, in eight bytes. */
  float64(value: number): void {
    this.#grow(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** A copy of `bytes`, as they are. */
  bytes(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Text that is well formed, as UTF-8 after its length in bytes. */
  text(text: string): void {
    if (text.length < shortText && this.#asciiText(text)) return;
    if (text.length > longText) {
      const bytes = utf8.encode(text);
      this.varint(bytes.length);
      return this.bytes(bytes);
    }
    const start = this.begin();
    this.#grow(3 * text.length);
    this.length += utf8.encodeInto(text, this.#bytes.subarray(this.length)).written;
    this.end(start);
  }

  /** Overwrites four bytes that were written before, such as a length that was not known then. */
  patchUint32(offset: number, value: number): void {
    this.#view.setUint32(offset, value, true);
  }

  /** What was written from `start` on, without a copy; it is valid until the next write. */
  view(start = 0): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(start, this.length);
  }

  /** A copy of what was written. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }

  #asciiText(text: string): boolean {
    const { length } = this;
    this.#grow(text.length + 1);
    const bytes = this.#bytes;
    bytes[length] = text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 128) return false;
      bytes[length + 1 + i] = unit;
    }
    this.length = length + 1 + text.length;
    return true;
  }

  #grow(more: number): void {
    const needed = this.length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}
