/** Bytes behind each other in one buffer, which grows. @module */

/** Copies what it is given; what was handed out stays as it is when it grows. */
export class GrowingBytes {
  /** All of them, with room behind their end; another array once they have grown. */
  bytes: Uint8Array = new Uint8Array(1024);
  #end = 0;

  /** Appends a copy, and returns where it begins. */
  add(more: Uint8Array): number {
    const at = this.#end, { length } = more;
    this.#end += length;
    if (this.#end > this.bytes.length) {
      const longer = new Uint8Array(Math.max(this.#end, 2 * this.bytes.length));
      longer.set(this.bytes);
      this.bytes = longer;
    }
    // For as few bytes as a key has, a loop costs less than a call into the runtime.
    if (length > 32) this.bytes.set(more, at);
    else for (let i = 0, { bytes } = this; i < length; i++) bytes[at + i] = more[i]!;
    return at;
  }

  /** A view of some, which never change. */
  view(at: number, length: number): Uint8Array {
    return this.bytes.subarray(at, at + length);
  }
}
