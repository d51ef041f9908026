/**
 * Messages of a connection, made shorter. The first byte of each says how it stands:
 *
 * ```text
 * 0   as it is
 * 1   compressed
 * ```
 *
 * Each stands for itself, and can be opened without those before it.
 *
 * Before the two sides know each other nothing is compressed: whoever opens a stranger's compressed message
 * does work for somebody who has shown nothing (misk 3920, rpcx 943: bombs before authentication).
 *
 * @module
 */

import { type Compression, none } from "../codec/compression.ts";
import { joined } from "../codec/joined.ts";
import { MalformedBytes } from "../codec/malformed.ts";

const ways = { plain: 0, compressed: 1 } as const;

/** Shorter messages than this are not worth a try, in bytes. */
const LEAST = 64;

/** Packs messages. */
export class Packer {
  readonly #compression: Compression;

  /** Nothing is compressed until a way is agreed on. */
  constructor(compression: Compression = none) {
    this.#compression = compression;
  }

  /** A message for the other side. */
  pack(message: Uint8Array): Uint8Array {
    const { least = LEAST } = this.#compression;
    if (this.#compression !== none && message.length >= least) {
      const shorter = this.#compression.compress(message);
      if (shorter.length < message.length) {
        return joined([Uint8Array.of(ways.compressed), shorter]);
      }
    }
    return joined([Uint8Array.of(ways.plain), message]);
  }
}

/** Opens what a `Packer` with the same compression packed. */
export class Unpacker {
  /** How long messages may be, in bytes, when they are opened. */
  readonly limit: number;
  readonly #compression: Compression;

  /** Messages may be up to `limit` bytes, opened. */
  constructor(limit: number, compression: Compression = none) {
    this.limit = limit;
    this.#compression = compression;
  }

  /**
   * A message; a view of the packed one if it stands there as it is. Throws `MalformedBytes` for what no
   * `Packer` gives and for what is too long, before more than `limit` bytes are made.
   */
  unpack(packed: Uint8Array): Uint8Array {
    const way = packed[0], body = packed.subarray(1), { limit } = this;
    if (way === ways.plain) {
      if (body.length <= limit) return body;
      throw malformed(`a message of at most ${limit} bytes`, `${body.length}`);
    }
    const { name } = this.#compression;
    if (this.#compression === none) throw malformed("a message as it is", `way ${way}`);
    if (way !== ways.compressed) throw malformed("way 0 or 1", `way ${way}`);
    try {
      return this.#compression.decompress(body, limit);
    } catch (error) {
      if (error instanceof MalformedBytes) throw error;
      throw malformed(`a message of at most ${limit} bytes, compressed by ${name}`, "another");
    }
  }
}

/** The most names that are looked at in an offer. */
const MOST_OFFERED = 16;

/**
 * The first of our compressions, best first, whose name the other side offers; `none` when there is none, and
 * before the other side is known.
 */
export function negotiate<C extends { readonly name: string }>(
  ours: readonly C[],
  offered: readonly string[],
  known: boolean,
): C | Compression {
  if (!known) return none;
  const names = new Set(offered.slice(0, MOST_OFFERED));
  return ours.find(({ name }) => names.has(name)) ?? none;
}

function malformed(expected: string, given: string): MalformedBytes {
  return new MalformedBytes(0, expected, given);
}
