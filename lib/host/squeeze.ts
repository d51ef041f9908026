/**
 * Long frames of one connection, each made shorter by itself: parts of snapshots, large appends.
 * Short ones are not worth the time, and stand as they are. (`bundles.ts` has what short ones are
 * worth together.) Where there are lanes, a frame has a piece of a long message, or many short ones.
 *
 * By TLS, too, the lengths of frames are seen, and how short a frame has become says something of what is
 * in it (Kelsey 2002, "Compression and Information Leakage of Plaintext", section 3).
 *
 * @module
 */

import type { Compression } from "../codec/compression.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FRAME_HEADER, writeFrame } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import { Packer, Unpacker } from "../link/packer.ts";
import { kinds, notAgreedOn } from "./wire.ts";

/** Bodies of frames from this length on are compressed, in bytes. */
export const LEAST_BYTES: number = 2 ** 12;

/** What both sides of a connection have agreed on, with `longest` as the limit of what is opened. */
export class Squeeze {
  /** How long the bodies of frames may be that come, in bytes. */
  readonly longest: number;
  readonly #packer: Packer;
  readonly #unpacker: Unpacker;

  /** Bodies of frames have at most `longest` bytes, before they are packed. */
  constructor(longest: number, compression: Compression) {
    this.longest = longest;
    this.#packer = new Packer(compression);
    this.#unpacker = new Unpacker(longest, compression);
  }

  /** The frames; those that are long stand packed in others, unless that would not be shorter. */
  leaving(frames: readonly Uint8Array[]): Uint8Array {
    return frames.length === 1
      ? this.#shorter(frames[0]!)
      : joined(frames.map((frame) => this.#shorter(frame)));
  }

  #shorter(frame: Uint8Array): Uint8Array {
    if (frame.length < LEAST_BYTES) return frame;
    const packed = this.#packer.pack(frame.subarray(FRAME_HEADER));
    if (FRAME_HEADER + 1 + packed.length >= frame.length) return frame;
    const writer = new ByteWriter(FRAME_HEADER + 1 + packed.length);
    writeFrame(writer, (body) => {
      body.byte(kinds.packed);
      body.bytes(packed);
    });
    return writer.view();
  }

  /**
   * The body of the frame that was packed into this one. Throws `MalformedBytes`, before more than the
   * limit is made, and a `Refusal` for what is packed in another way.
   */
  opened(body: Uint8Array): readonly Uint8Array[] {
    if (body[0] !== kinds.packed) throw notAgreedOn();
    return [this.#unpacker.unpack(body.subarray(1))];
  }
}
