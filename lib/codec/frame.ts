/**
 * Frames: pieces of known length in a stream that knows only bytes.
 *
 * ```text
 * length of the body   4 bytes, the lowest first
 * CRC-32C              4 bytes, of the length and the body
 * body
 * ```
 *
 * The check covers the length, so that a wrong one is not taken for the body's fault; and a length above
 * the limit is refused before anything is waited for.
 *
 * @module
 */

import type { ByteWriter } from "./byte_writer.ts";
import { crc32c } from "./crc32c.ts";
import { MalformedBytes } from "./malformed.ts";

/** How many bytes stand before the body. */
export const FRAME_HEADER = 8;

/** Appends a frame; `body` writes what is in it. */
export function writeFrame(writer: ByteWriter, body: (writer: ByteWriter) => void): void {
  const start = writer.length;
  writeUnsealed(writer, body);
  seal(writer.view(start));
}

/**
 * Appends what `body` writes behind room for the header of a frame, so that it can become a frame later, or
 * something else, where it lies.
 */
export function writeUnsealed(writer: ByteWriter, body: (writer: ByteWriter) => void): void {
  writer.uint32(0);
  writer.uint32(0);
  body(writer);
}

/** Makes a frame of what was written behind room for a header, in its place; gives it back. */
export function seal(frame: Uint8Array): Uint8Array {
  const length = frame.length - FRAME_HEADER;
  for (let i = 0; i < 4; i++) frame[i] = length >>> 8 * i;
  const sum = checksumOf(frame.subarray(0, 4), frame.subarray(FRAME_HEADER));
  for (let i = 0; i < 4; i++) frame[4 + i] = sum >>> 8 * i;
  return frame;
}

/** The check of a frame whose length is written as `length`. */
export function checksumOf(length: Uint8Array, body: Uint8Array): number {
  return crc32c(body, crc32c(length));
}

/**
 * Takes a stream in pieces as they come, and gives whole frames.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { ByteWriter } from "hb/codec/byte_writer.ts";
 * import { FrameReader, writeFrame } from "hb/codec/frame.ts";
 *
 * const writer = new ByteWriter();
 * writeFrame(writer, (body) => body.text("happens before"));
 * const reader = new FrameReader(100);
 * reader.push(writer.view().subarray(0, 10));
 * assertEquals(reader.next(), undefined);
 * reader.push(writer.view().subarray(10));
 * assertEquals(reader.next()?.length, 15);
 * ```
 */
export class FrameReader {
  /** How long bodies may be, in bytes. */
  longest: number;
  #buffer = new Uint8Array(4096);
  #start = 0;
  #end = 0;
  /** How many bytes of the stream lie before the buffer's first. */
  #passed = 0;

  /** Bodies may be up to `longest` bytes. */
  constructor(longest: number) {
    this.longest = longest;
  }

  /** How many bytes wait for the rest of their frame, or to be asked for. */
  get waiting(): number {
    return this.#end - this.#start;
  }

  /** The next bytes of the stream. */
  push(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /**
   * The body of the next frame, if all of it is there: a view, valid until the next `push`. Throws
   * `MalformedBytes` for anything that is not a frame; the stream is unusable from there on.
   */
  next(): Uint8Array | undefined {
    if (this.waiting < 4) return undefined;
    const head = new DataView(this.#buffer.buffer, this.#start);
    const length = head.getUint32(0, true);
    if (length > this.longest) {
      throw this.#malformed(`a frame of at most ${this.longest} bytes`, `one of ${length}`);
    }
    if (this.waiting < FRAME_HEADER + length) return undefined;
    const from = this.#start + FRAME_HEADER;
    const body = this.#buffer.subarray(from, from + length);
    if (
      checksumOf(this.#buffer.subarray(this.#start, this.#start + 4), body) !==
        head.getUint32(4, true)
    ) {
      throw this.#malformed("a frame that its check sum fits", "another");
    }
    this.#start = from + length;
    return body;
  }

  /** Room grows as bytes arrive, not as they are promised. */
  #makeRoom(more: number): void {
    const { waiting } = this;
    const fits = waiting + more <= this.#buffer.length;
    const target = fits ? this.#buffer : new Uint8Array(2 * (waiting + more));
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#passed += this.#start;
    this.#start = 0;
    this.#end = waiting;
  }

  #malformed(expected: string, given: string): MalformedBytes {
    return new MalformedBytes(this.#passed + this.#start, expected, given);
  }
}
