/** Reads the entries of a block in place, without a new object for each. @module */

/** What stands before the key of an entry; it is read over and over, and only of blocks that were checked. */
export class EntryHead {
  /** How many bytes of its key are those of the key before. */
  shared = 0;
  /** How many follow. */
  own = 0;
  /** Its sequence. */
  sequence = 0;
  /** 0 if it is a delete, else one more than its value is long. */
  size = 0;
  /** Where the bytes of its key begin that it does not share; behind them is its value. */
  keyAt = 0;
  /** Where the entry behind it begins. */
  next = 0;
  /** Whether its key is the one that was looked for, after it was found. */
  same = false;
  #at = 0;

  /** Reads the entry that begins at `at`. */
  read(bytes: Uint8Array, at: number): void {
    this.#at = at;
    this.shared = this.#varint(bytes);
    this.own = this.#varint(bytes);
    this.sequence = this.#varint(bytes);
    this.size = this.#varint(bytes);
    this.keyAt = this.#at;
    this.next = this.#at + this.own + (this.size === 0 ? 0 : this.size - 1);
  }

  /** Its value, as a view of the block. */
  value(bytes: Uint8Array): Uint8Array {
    return bytes.subarray(this.keyAt + this.own, this.next);
  }

  #varint(bytes: Uint8Array): number {
    let byte = bytes[this.#at++]!;
    if (byte < 128) return byte;
    let value = byte & 127, scale = 128;
    do {
      byte = bytes[this.#at++]!;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte >= 128);
    return value;
  }
}
