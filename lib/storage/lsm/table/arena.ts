/** Room for many short pieces of bytes. @module */

/** The most that is asked of the runtime at once, in bytes; longer pieces get a buffer of their own. */
const largest = 16384;

/**
 * Copies bytes, several copies into one buffer. To make a buffer takes V8 about ten times as long as to
 * make a view of one; and whoever keeps one copy keeps its neighbours too.
 */
export class Arena {
  #bytes = new Uint8Array();
  #used = 0;
  #next = 256;

  /** A copy of the first `length` bytes, which nobody else changes. */
  copy(bytes: Uint8Array, length: number): Uint8Array {
    if (length > largest / 4) return bytes.slice(0, length);
    if (this.#used + length > this.#bytes.length) {
      this.#next = Math.min(Math.max(2 * this.#next, 2 * length), largest);
      this.#bytes = new Uint8Array(this.#next);
      this.#used = 0;
    }
    const start = this.#used, copy = this.#bytes;
    this.#used += length;
    // For as few bytes as a key has, a loop costs less than a call into the runtime.
    for (let i = 0; i < length; i++) copy[start + i] = bytes[i]!;
    return copy.subarray(start, this.#used);
  }
}
