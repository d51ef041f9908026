/**
 * Messages on a stream, which knows only bytes: each stands behind its length, in four bytes, the lowest
 * first. The frames of a stream end anywhere; what carries them checks their sums.
 *
 * @module
 */

import { ByteWriter } from "../codec/byte_writer.ts";
import { MalformedBytes } from "../codec/malformed.ts";

/** Memory for longer messages is not kept when they have been taken, in bytes. */
const ROOM = 2 ** 18;

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
  /** What has come of a message that is not whole. Its memory serves the next one, too. */
  #begun = new ByteWriter(0);

  /** Messages may be up to `longest` bytes. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** How many bytes of a message that is not whole have come, with those before it. */
  get waiting(): number {
    return this.#begun.length;
  }

  /**
   * The next bytes of the stream. Messages are views, valid until `take` returns. Throws `MalformedBytes` at
   * a length above the limit, before anything is waited for, and what `take` throws.
   */
  push(bytes: Uint8Array, take: (message: Uint8Array) => void): void {
    let at = this.waiting === 0 ? 0 : this.#goOn(bytes, take);
    while (bytes.length - at >= MESSAGE_HEADER) {
      const from = at + MESSAGE_HEADER, to = from + this.#lengthAt(bytes, at);
      if (to > bytes.length) break;
      take(bytes.subarray(from, to));
      at = to;
    }
    if (at < bytes.length) this.#begun.bytes(bytes.subarray(at));
  }

  /** Room grows as bytes arrive, not as they are promised. Returns how many bytes belong to this message. */
  #goOn(bytes: Uint8Array, take: (message: Uint8Array) => void): number {
    const begun = this.#begun;
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
    const message = begun.view(MESSAGE_HEADER);
    if (end > ROOM) this.#begun = new ByteWriter(0);
    else begun.length = 0;
    take(message);
    return at;
  }

  #lengthAt(bytes: Uint8Array, at: number): number {
    // A view of such bytes for each message would cost more than to read them.
    const low = bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16;
    const length = low + bytes[at + 3]! * 2 ** 24;
    if (length <= this.#longest) return length;
    throw new MalformedBytes(0, `a message of at most ${this.#longest} bytes`, `one of ${length}`);
  }
}

/** Writes over the first four bytes, which are room for it, how long the message behind them is. */
export function putLength(message: Uint8Array): Uint8Array {
  const length = message.length - MESSAGE_HEADER;
  for (let i = 0; i < MESSAGE_HEADER; i++) message[i] = length >>> 8 * i;
  return message;
}
