/** Writes the contents of a block of versions, whose layout `block.ts` tells. @module */

import { ByteWriter } from "../../../codec/byte_writer.ts";

/** Collects versions, in their order. */
export class BlockWriter {
  /** How many versions there are. */
  entries = 0;
  /** The sequence of the last. */
  sequence = 0;
  /** The key of the last; there is room behind it. */
  #key = new Uint8Array(64);
  #keyLength = 0;
  readonly #restartEvery: number;
  readonly #writer = new ByteWriter(8192);
  #restarts: number[] = [];

  /** Every so many versions a key is written whole. */
  constructor(restartEvery = 16) {
    this.#restartEvery = restartEvery;
  }

  /** How long the contents would be now, in bytes. */
  get bytes(): number {
    return this.#writer.length + 4 * this.#restarts.length + 4;
  }

  /** The key of the last version, also when its block is finished; valid until the next. */
  get lastKey(): Uint8Array {
    return this.#key.subarray(0, this.#keyLength);
  }

  /** Appends a version; without a value it is a delete. */
  add(key: Uint8Array, sequence: number, value: Uint8Array | undefined): void {
    const whole = this.entries % this.#restartEvery === 0;
    if (whole) this.#restarts.push(this.#writer.length);
    const shared = whole ? 0 : this.#sharedWith(key), writer = this.#writer;
    writer.varint(shared);
    writer.varint(key.length - shared);
    writer.varint(sequence);
    writer.varint(value === undefined ? 0 : value.length + 1);
    writer.bytes(shared === 0 ? key : key.subarray(shared));
    if (value !== undefined) writer.bytes(value);
    this.entries++;
    if (key.length > this.#key.length) this.#key = new Uint8Array(2 * key.length);
    this.#key.set(key);
    this.#keyLength = key.length;
    this.sequence = sequence;
  }

  /** The contents, valid until the next version; the block is empty then. */
  finish(): Uint8Array {
    for (const restart of this.#restarts) this.#writer.uint32(restart);
    this.#writer.uint32(this.#restarts.length);
    const contents = this.#writer.view();
    this.#writer.length = 0;
    this.#restarts = [];
    this.entries = 0;
    return contents;
  }

  #sharedWith(key: Uint8Array): number {
    const shorter = Math.min(key.length, this.#keyLength);
    let shared = 0;
    while (shared < shorter && key[shared] === this.#key[shared]) shared++;
    return shared;
  }
}
