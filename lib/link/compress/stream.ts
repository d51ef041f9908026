/**
 * Messages of a connection as one stream of DEFLATE, flushed after each. The first byte says how
 * one stands:
 *
 * ```text
 * 0   as it is, and outside of the stream
 * 1   compressed: two bytes of the check, the lowest first; its length, a varint;
 *     the next piece of the stream
 * ```
 *
 * The check is the lower half of CRC-32C over all that has been in the stream so far, opened.
 * DEFLATE has none of its own, and where a piece was lost, its references lead to other bytes of
 * the window, of which something comes that looks like a message.
 *
 * A message that does not get shorter stands in the stream all the same, as a stored block: what
 * the window holds at one end must be what it holds at the other. That costs 5 bytes for
 * each 8 KiB.
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { assertLimit, notBy } from "../../codec/compression.ts";
import { crc32c } from "../../codec/crc32c.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { readLength } from "./contents.ts";
import { Deflater, Inflater } from "./zlib_stream.ts";

const ways = { plain: 0, compressed: 1 } as const;

/** What there is in words, where something is wrong. */
const NAME = "the stream";

/** Shorter messages than this are not worth a try, in bytes: a heartbeat's worth. */
const LEAST = 16;

/** The compressing end of a stream. */
export class StreamPacker {
  // The memory is there from the first message on that is worth it.
  #deflater: Deflater | undefined;
  #check = 0;

  /** A message for the other side, which must get all of them, in this order. */
  pack(message: Uint8Array): Uint8Array {
    const writer = new ByteWriter(64);
    if (message.length < LEAST) {
      writer.byte(ways.plain);
      writer.bytes(message);
      return writer.view();
    }
    this.#deflater ??= new Deflater();
    this.#check = crc32c(message, this.#check);
    writer.byte(ways.compressed);
    writer.byte(this.#check & 255);
    writer.byte(this.#check >> 8 & 255);
    writer.varint(message.length);
    writer.bytes(this.#deflater.piece(message));
    return writer.view();
  }
}

/** The opening end of a stream. */
export class StreamUnpacker {
  readonly #limit: number;
  #inflater: Inflater | undefined;
  #check = 0;
  #broken: MalformedBytes | undefined;

  /** Messages may be up to `limit` bytes, opened. */
  constructor(limit: number) {
    assertLimit(limit);
    this.#limit = limit;
  }

  /**
   * The next message; a view of the packed one if it stands there as it is. Throws `MalformedBytes`
   * for what no `StreamPacker` gives and for what is too long, before more than `limit` bytes are
   * made; and from then on, as nobody knows what the window should hold.
   */
  unpack(packed: Uint8Array): Uint8Array {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      return this.#next(new ByteReader(packed));
    } catch (error) {
      throw this.#broken = error instanceof MalformedBytes ? error : notBy(NAME);
    }
  }

  #next(reader: ByteReader): Uint8Array {
    const limit = this.#limit, way = reader.byte();
    if (way === ways.plain) {
      if (reader.left <= limit) return reader.bytes(reader.left);
      throw reader.malformed(`a message of at most ${limit} bytes`, `${reader.left}`);
    }
    if (way !== ways.compressed) throw reader.malformed("way 0 or 1", `way ${way}`);
    const check = reader.byte() + 256 * reader.byte(), length = readLength(reader, limit, NAME);
    this.#inflater ??= new Inflater();
    const message = this.#inflater.piece(reader.bytes(reader.left), length);
    if (message === undefined) throw notBy(NAME);
    this.#check = crc32c(message, this.#check);
    if ((this.#check & 0xffff) === check) return message;
    throw reader.malformed("a message that the check of the stream fits", "another");
  }
}
