/**
 * How blocks of a table and messages on the wire are made shorter. Whoever opens what a stranger compressed
 * names a limit: a thousand bytes can be the short form of a thousand million (a decompression bomb).
 *
 * @module
 */

import { MalformedBytes } from "./malformed.ts";

/** A way to make bytes shorter and back. */
export interface Compression {
  /** What tables and peers say of themselves; readers find it by this. */
  readonly name: string;
  /**
   * Messages below this length are not worth a try, in bytes; by default whoever uses it says from
   * where on.
   */
  readonly least?: number;
  /** Shorter bytes for these, or not: then they are kept as they are. */
  compress(bytes: Uint8Array): Uint8Array;
  /**
   * What was compressed. Throws `MalformedBytes` if that is no such thing, and that or a
   * `RangeError` if it is longer than `limit` bytes (any whole number from 0 to 2⁵³ − 1), before it
   * makes more.
   */
  decompress(bytes: Uint8Array, limit: number): Uint8Array;
}

/** Keeps bytes as they are. */
export const none: Compression = {
  name: "none",
  compress: (bytes) => bytes,
  decompress(bytes, limit) {
    assertLimit(limit);
    if (bytes.length <= limit) return bytes;
    throw tooLong(limit, bytes.length);
  },
};

/** The error for contents above a limit. */
export function tooLong(limit: number, given: number | string): RangeError {
  return new RangeError(
    `Cannot decompress because contents of at most ${limit} bytes are required: given ${given}`,
  );
}

/** The error for bytes that such a way to compress does not give. */
export function notBy(name: string): MalformedBytes {
  return new MalformedBytes(0, `content compressed by ${name}`, "something else");
}

/** Throws at a limit that is none: nothing is greater than NaN. */
export function assertLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 0) return;
  throw new RangeError(
    `Cannot decompress because a limit that is a whole number is required: given ${limit}`,
  );
}
