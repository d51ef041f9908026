/**
 * The three ways to make what a connection carries shorter, behind one interface. What a message
 * may refer to is all that tells them apart:
 *
 * | way                                       | a reference reaches                  | a lost message costs |
 * | ----------------------------------------- | ------------------------------------ | -------------------- |
 * | `eachAlone` with a compression            | back in the same message             | itself               |
 * | `eachAlone` with one of `withDictionary`  | into bytes that both sides begin with| itself               |
 * | `oneStream`                               | back into the messages before        | all that follow      |
 *
 * Where a secret and what a stranger chose can be referred to from one to the other, the length
 * tells him when he has guessed right: in a message, in a stream, or in the dictionary. Kelsey 2002
 * has the reason; CRIME (2012) and BREACH (2013) took cookies and tokens out of TLS in that way. In
 * a stream that is everything that a connection carries. Padding and noise only make it slower;
 * keeping the two apart ends it.
 *
 * @module
 */

import type { Compression } from "../../codec/compression.ts";
import { Packer, Unpacker } from "../packer.ts";
import { StreamPacker, StreamUnpacker } from "./stream.ts";

/** What packs the messages of one direction of one connection, in their order. */
export interface Compressor {
  /**
   * A message for the other side. It is not changed; what is given shares no memory with it. At
   * most a byte longer than the message, and in a stream at most one in 500 and 14.
   */
  pack(message: Uint8Array): Uint8Array;
}

/** What opens them, in the same order. */
export interface Decompressor {
  /**
   * The message. Throws `MalformedBytes` and nothing else, for what no compressor gives and for
   * what is too long, before more than the limit is made. A view of `packed` where it stands there
   * as it is.
   */
  unpack(packed: Uint8Array): Uint8Array;
}

/** A way to compress, from which each connection has its own two ends. */
export interface Way {
  /** What peers call it. */
  readonly name: string;
  /** For what leaves. */
  compressor(): Compressor;
  /** For what comes: messages have at most `limit` bytes, opened. */
  decompressor(limit: number): Decompressor;
}

/** Each message by itself, so that any of them may be lost. */
export function eachAlone(compression: Compression): Way {
  return {
    name: compression.name,
    compressor: () => new Packer(compression),
    decompressor: (limit) => new Unpacker(limit, compression),
  };
}

/**
 * All messages as one stream, each of which may refer to those before (context takeover; RFC 7692,
 * section 7.1.1, has its opposite for WebSocket). None may be lost in between, and each connection
 * begins anew.
 *
 * @example The second of two equal messages is little more than a reference to the first
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { oneStream } from "hb/link/compress/compressor.ts";
 *
 * const compressor = oneStream.compressor(), decompressor = oneStream.decompressor(1000);
 * const message = new TextEncoder().encode("put user:000042 Grace Hopper, New York, 1906");
 * const first = compressor.pack(message), second = compressor.pack(message);
 * assert(second.length < first.length / 3);
 * assertEquals(decompressor.unpack(first), message);
 * assertEquals(decompressor.unpack(second), message);
 * ```
 */
export const oneStream: Way = {
  name: "deflate-stream",
  compressor: () => new StreamPacker(),
  decompressor: (limit) => new StreamUnpacker(limit),
};
