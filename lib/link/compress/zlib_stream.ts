/**
 * DEFLATE (Deutsch 1996, RFC 1951) with what the ways to compress a connection need of it: a
 * dictionary that is there before the first byte, a stream that is flushed and goes on, and output
 * that is bounded while it is made. All of it by pako, which is zlib in JavaScript, part by part.
 *
 * What else there is, as it was found with 5,000 append messages of about 100 bytes each:
 *
 * - `node:zlib` of Deno compresses a message by itself, and takes dictionaries, for DEFLATE and
 *   Zstandard alike, without using them. Its streams do keep what they have seen from flush to flush
 *   (71 bytes, then 9 for the same message again), but only behind promises: 18 µs a message, where
 *   pako takes 7, and the order of messages would depend on who waits for whom. Its way to do that
 *   at once closes the stream.
 * - fflate has dictionaries (57 µs a message with one of 4 KiB, to pako's 38), but what its
 *   `Deflate` gives when it is flushed to a byte after each message is refused by zlib: "invalid
 *   stored block lengths". It has no limit of what it opens but the one that its user finds out
 *   afterwards.
 * - pako has zlib's own interface: the output is an array that the caller has made, and never grows.
 *
 * Pieces and wholes are written with a window of 16 KiB: a connection holds some 130 KB to compress
 * and 30 KB to open, half of what 32 KiB take, for half a hundredth more of the bytes.
 *
 * @module
 */

import {
  Z_BUF_ERROR,
  Z_DATA_ERROR,
  Z_FINISH,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateReset,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  zlibInflateSetDictionary,
  ZStream,
} from "pako";

/**
 * How far back a reference may point: 2 to this, in bytes. Negative numbers mean no header to zlib.
 */
const WINDOW_BITS = 14;
/** How long it searches, from 1 to 9. */
const LEVEL = 3;
/** How much memory it searches in, from 1 to 9. */
const MEMORY = 7;
/** DEFLATE, which zlib calls so. */
const DEFLATED = 8;
/** What is frequent in usual text. */
const STRATEGY = 0;

/** An empty block, with which each flush ends: known, and so not sent (RFC 7692, section 7.2.1). */
const FLUSHED: Uint8Array = Uint8Array.of(0, 0, 0xff, 0xff);

/** Results up to this length are made in memory that is used again, in bytes. */
const KEPT = 2 ** 16;
const nothing = new Uint8Array();

/** The compressing end. */
export class Deflater {
  readonly #stream = new ZStream();
  #room = new Uint8Array(2 ** 10);

  /** The beginning of a stream. */
  constructor() {
    zlibDeflateInit2(this.#stream, LEVEL, DEFLATED, -WINDOW_BITS, MEMORY, STRATEGY);
  }

  /** These bytes alone, by references to each other and to the dictionary. */
  whole(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array {
    zlibDeflateReset(this.#stream);
    if (dictionary.length > 0) zlibDeflateSetDictionary(this.#stream, dictionary);
    return this.#run(bytes, Z_FINISH);
  }

  /** These bytes as the next of the stream, by references to all of it that the window holds. */
  piece(bytes: Uint8Array): Uint8Array {
    const flushed = this.#run(bytes, Z_SYNC_FLUSH);
    return flushed.subarray(0, flushed.length - FLUSHED.length);
  }

  #run(bytes: Uint8Array, flush: typeof Z_FINISH | typeof Z_SYNC_FLUSH): Uint8Array {
    const stream = this.#stream, room = this.#roomFor(bytes.length);
    give(stream, bytes);
    makeRoom(stream, room);
    const status = zlibDeflate(stream, flush), { next_out: end, avail_in: left } = stream;
    stream.input = nothing;
    const wanted = flush === Z_FINISH ? Z_STREAM_END : Z_OK;
    // Less room than a flush takes would make it be repeated (zlib.h, at `deflate`).
    if (status === wanted && left === 0 && end + 6 < room.length) return room.slice(0, end);
    throw new Error(
      `Cannot compress because all of it is required: given room for ${room.length} bytes, ` +
        `${left} of ${bytes.length} were left, with status ${status}`,
    );
  }

  /**
   * More than the longest form of so many bytes (zlib's `deflateBound`, where nothing is known).
   */
  #roomFor(length: number): Uint8Array<ArrayBuffer> {
    const most = length + ((length + 7) >> 3) + ((length + 63) >> 6) + 32;
    if (most <= this.#room.length) return this.#room;
    const room = new Uint8Array(most > KEPT ? most : Math.min(KEPT, 2 * most));
    if (room.length <= KEPT) this.#room = room;
    return room;
  }
}

/** The opening end. */
export class Inflater {
  readonly #stream = new ZStream();

  /** The beginning of a stream. */
  constructor() {
    zlibInflateInit2(this.#stream, -WINDOW_BITS);
  }

  /**
   * The `length` bytes that `Deflater.whole` made this of; `undefined` if they are not just so
   * many, or if it made no such thing. Makes no byte more than `length`.
   */
  whole(bytes: Uint8Array, length: number, dictionary: Uint8Array): Uint8Array | undefined {
    const stream = this.#stream;
    zlibInflateReset(stream);
    if (dictionary.length > 0) zlibInflateSetDictionary(stream, dictionary);
    const contents = this.#into(length);
    return this.#run(bytes) === Z_STREAM_END && this.#exactly(length) ? contents : undefined;
  }

  /**
   * The `length` bytes of the next piece of the stream, as `Deflater.piece` made it; `undefined` as
   * above, and then the stream is of no use any more.
   */
  piece(bytes: Uint8Array, length: number): Uint8Array | undefined {
    const contents = this.#into(length);
    for (const part of [bytes, FLUSHED]) {
      const status = this.#run(part);
      if (status !== Z_OK && status !== Z_BUF_ERROR || this.#stream.avail_in > 0) return undefined;
    }
    return this.#exactly(length) ? contents : undefined;
  }

  #into(length: number): Uint8Array {
    const output = new Uint8Array(length);
    makeRoom(this.#stream, output);
    return output;
  }

  #run(bytes: Uint8Array): number {
    give(this.#stream, bytes);
    try {
      return zlibInflate(this.#stream, Z_SYNC_FLUSH);
    } catch {
      // What it should ever throw is about these bytes, and no stranger's bytes stop anybody.
      return Z_DATA_ERROR;
    }
  }

  /** Whether all was read and that much came of it; lets go of what was given. */
  #exactly(length: number): boolean {
    const stream = this.#stream, { avail_in: left, next_out: made } = stream;
    stream.input = stream.output = nothing;
    return left === 0 && made === length;
  }
}

function give(stream: ZStream, input: Uint8Array): void {
  stream.input = input;
  stream.next_in = 0;
  stream.avail_in = input.length;
}

function makeRoom(stream: ZStream, output: Uint8Array<ArrayBuffer>): void {
  stream.output = output;
  stream.next_out = 0;
  stream.avail_out = output.length;
}
