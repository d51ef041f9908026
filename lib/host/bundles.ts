/**
 * Frames that leave together, packed together: at the last moment, when nothing of them is dropped
 * any more, as a stream that both sides follow may lose nothing. A bundle is one frame for many,
 * with one check sum:
 *
 * ```text
 * kind                 a byte
 * what was packed      the length of a body, a varint, and the body; and so on
 * ```
 *
 * So messages of a hundred bytes are worth it, too. A window that goes across messages holds what
 * all of them have said, of whichever client: `link/compress/compressor.ts` says what the lengths
 * tell then.
 *
 * @module
 */

import { ByteReader } from "../codec/byte_reader.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FRAME_HEADER, writeFrame } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import type { Compressor, Decompressor, Way } from "../link/compress/compressor.ts";
import { kinds, notAgreedOn } from "./wire.ts";

/**
 * Frames together in one bundle have at most so many bytes; one that is longer is a bundle of its
 * own.
 */
export const MOST_TOGETHER: number = 2 ** 16;

/**
 * A frame alone whose body is shorter leaves as it is, in bytes: that somebody is there, and not
 * much more.
 */
const LEAST = 24;

/** Lengths in front of bodies, and what cannot be made shorter and becomes longer, in bytes. */
const slack = (length: number) => 64 + (length >> 8);

/** The two directions of a connection on which a way was agreed. */
export class Bundles {
  /** A frame that is as long as it may be gets a little longer when it does not get shorter. */
  readonly longest: number;
  readonly #longestBody: number;
  readonly #compressor: Compressor;
  readonly #decompressor: Decompressor;

  /** Bodies of frames that come have at most `longest` bytes, opened. */
  constructor(longest: number, way: Way) {
    const contents = Math.max(longest, MOST_TOGETHER);
    this.longest = contents + slack(contents);
    this.#longestBody = longest;
    this.#compressor = way.compressor();
    this.#decompressor = way.decompressor(contents + slack(0));
  }

  /** The frames in bundles. */
  leaving(frames: readonly Uint8Array[]): Uint8Array {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < frames.length;) {
      const start = at;
      let bytes = frames[at++]!.length;
      while (at < frames.length && bytes + frames[at]!.length <= MOST_TOGETHER) {
        bytes += frames[at++]!.length;
      }
      pieces.push(this.#bundle(frames.slice(start, at), bytes));
    }
    return pieces.length === 1 ? pieces[0]! : joined(pieces);
  }

  /**
   * The bodies in a bundle. Throws `MalformedBytes`, before more than the limit is made, and a
   * `Refusal` for what is packed in another way; then the connection is of no use any more.
   */
  opened(body: Uint8Array): readonly Uint8Array[] {
    if (body[0] !== kinds.bundle) throw notAgreedOn();
    const reader = new ByteReader(this.#decompressor.unpack(body.subarray(1)));
    const bodies: Uint8Array[] = [];
    while (reader.left > 0) {
      const length = reader.count();
      if (length > this.#longestBody) {
        throw reader.malformed(`a frame of at most ${this.#longestBody} bytes`, `one of ${length}`);
      }
      bodies.push(reader.bytes(length));
    }
    return bodies;
  }

  #bundle(frames: readonly Uint8Array[], bytes: number): Uint8Array {
    if (bytes < FRAME_HEADER + LEAST) return frames.length === 1 ? frames[0]! : joined(frames);
    // A length takes less than the header whose place it takes.
    const contents = new ByteWriter(bytes);
    for (const frame of frames) {
      contents.varint(frame.length - FRAME_HEADER);
      contents.bytes(frame.subarray(FRAME_HEADER));
    }
    const packed = this.#compressor.pack(contents.view());
    const writer = new ByteWriter(FRAME_HEADER + 1 + packed.length);
    writeFrame(writer, (body) => {
      body.byte(kinds.bundle);
      body.bytes(packed);
    });
    return writer.view();
  }
}
