/**
 * How blocks of a table and messages on the wire are made shorter. Whoever opens what a stranger compressed
 * names a limit: a thousand bytes can be the short form of a thousand million (a decompression bomb).
 *
 * @module
 */

/** A way to make bytes shorter and back. */
export interface Compression {
  /** What tables and peers say of themselves; readers find it by this. */
  readonly name: string;
  /** Shorter bytes for these, or not: then they are kept as they are. */
  compress(bytes: Uint8Array): Uint8Array;
  /**
   * What was compressed. Throws if that is no such thing, or longer than `limit` bytes (any whole number from
   * 0 to 2⁵³ − 1), before it makes more.
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

/** Throws at a limit that is none: nothing is greater than NaN. */
export function assertLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 0) return;
  throw new RangeError(
    `Cannot decompress because a limit that is a whole number is required: given ${limit}`,
  );
}
