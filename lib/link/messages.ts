/**
 * Messages on a stream, which knows only bytes: each stands behind its length, in four bytes, the lowest
 * first. The frames of a stream end anywhere; what carries them checks their sums.
 *
 * @module
 */

import { ByteWriter } from "../codec/byte_writer.ts";
import { MalformedBytes } from "../codec/malformed.ts";

/** How many bytes stand before a message. */
export const MESSAGE_HEADER = 4;

/**
 * Takes a stream in pieces as they come, and hands whole messages on.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { MessageReader } from "hb/link/messages.ts";
 *
 * const reader = new MessageReader(100), messages: string[] = [];
 * const take = (message: Uint8Array) => void messages.push(new TextDecoder().decode(message));
 * reader.push(Uint8Array.of(2, 0, 0, 0, 104, 105, 5, 0, 0, 0, 116), take);
 * reader.push(new TextEncoder().encode("here"), take);
 * assertEquals(messages, ["hi", "there"]);
 * ```
 */
export class MessageReader {
  readonly #longest: number;
  /** What has come of a message that is not whole. */
  #begun: ByteWriter | undefined;

  /** Messages may be up to `longest` bytes. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** How many bytes of a message that is not whole have come, with those before it. */
  get waiting(): number {
    return this.#begun?.length ?? 0;
  }

  /**
   * The next bytes of the stream. Messages that lie in them in one piece are views, valid as long as these
   * are. Throws `MalformedBytes` at a length above the limit, before anything is waited for, and what `take`
   * throws.
   */
  push(bytes: Uint8Array, take: (message: Uint8Array) => void): void {
    let at = this.#begun === undefined ? 0 : this.#goOn(this.#begun, bytes, take);
    while (bytes.length - at >= MESSAGE_HEADER) {
      const from = at + MESSAGE_HEADER, to = from + this.#lengthAt(bytes, at);
      if (to > bytes.length) break;
      take(bytes.subarray(from, to));
      at = to;
    }
    if (at === bytes.length) return;
    this.#begun = new ByteWriter(2 * (bytes.length - at));
    this.#begun.bytes(bytes.subarray(at));
  }

  /** Room grows as bytes arrive, not as they are promised. Returns how many bytes belong to this message. */
  #goOn(begun: ByteWriter, bytes: Uint8Array, take: (message: Uint8Array) => void): number {
    let at = 0;
    const fill = (upTo: number) => {
      const part = bytes.subarray(at, at + Math.max(0, upTo - begun.length));
      begun.bytes(part);
      at += part.length;
    };
    fill(MESSAGE_HEADER);
    if (begun.length < MESSAGE_HEADER) return at;
    const end = MESSAGE_HEADER + this.#lengthAt(begun.view(), 0);
    fill(end);
    if (begun.length < end) return at;
    this.#begun = undefined;
    take(begun.view(MESSAGE_HEADER));
    return at;
  }

  #lengthAt(bytes: Uint8Array, at: number): number {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
    if (length <= this.#longest) return length;
    throw new MalformedBytes(0, `a message of at most ${this.#longest} bytes`, `one of ${length}`);
  }
}

/** Writes over the first four bytes, which are room for it, how long the message behind them is. */
export function putLength(message: Uint8Array): Uint8Array {
  const head = new DataView(message.buffer, message.byteOffset, MESSAGE_HEADER);
  head.setUint32(0, message.length - MESSAGE_HEADER, true);
  return message;
}
