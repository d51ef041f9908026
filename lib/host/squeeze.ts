/**
 * Long frames of one connection, made shorter on their way: parts of snapshots, large appends. Short ones
 * are not worth the time, and stand as they are.
 *
 * By TLS, too, the lengths of frames are seen, and how short a frame has become says something of what is
 * in it (Kelsey 2002, "Compression and Information Leakage of Plaintext", section 3).
 *
 * @module
 */

import type { Compression } from "../codec/compression.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FRAME_HEADER, writeFrame } from "../codec/frame.ts";
import { Packer, Unpacker } from "../link/packer.ts";
import { kinds } from "./wire.ts";

/** Bodies of frames from this length on are compressed, in bytes. */
export const LEAST_BYTES: number = 2 ** 12;

/** What both sides of a connection have agreed on, with `longest` as the limit of what is opened. */
export class Squeeze {
  readonly #packer: Packer;
  readonly #unpacker: Unpacker;

  /** Bodies of frames have at most `longest` bytes, before they are packed. */
  constructor(longest: number, compression: Compression) {
    this.#packer = new Packer(compression);
    this.#unpacker = new Unpacker(longest, compression);
  }

  /** A frame to be sent in place of this one; `undefined` if that would not be shorter. */
  shorter(frame: Uint8Array): Uint8Array | undefined {
    if (frame.length < LEAST_BYTES) return undefined;
    const packed = this.#packer.pack(frame.subarray(FRAME_HEADER));
    if (FRAME_HEADER + 1 + packed.length >= frame.length) return undefined;
    const writer = new ByteWriter(FRAME_HEADER + 1 + packed.length);
    writeFrame(writer, (body) => {
      body.byte(kinds.packed);
      body.bytes(packed);
    });
    return writer.view();
  }

  /**
   * The body of the frame that was packed into this one. Throws `MalformedBytes`, before more than the
   * limit is made.
   */
  opened(body: Uint8Array): Uint8Array {
    return this.#unpacker.unpack(body.subarray(1));
  }
}
