/**
 * The length that stands before what is compressed. It is believed no further than the bytes behind
 * it may reach: whoever promises a gigabyte in a kilobyte is refused before there is room for it.
 *
 * @module
 */

import type { ByteReader } from "../../codec/byte_reader.ts";

/**
 * A byte of DEFLATE gives at most so many: two bits are a reference to 258 bytes (RFC 1951, section
 * 3.2.5).
 */
const MOST_OF_A_BYTE = 1032;
/** What a decoder may hold back of the bytes before. */
const HELD_BACK = 8;

/**
 * Reads a length; throws `MalformedBytes` above `limit`, and where so few bytes cannot give so
 * much.
 */
export function readLength(reader: ByteReader, limit: number, by: string): number {
  const length = reader.varint();
  if (length > limit) {
    throw reader.malformed(`contents of at most ${limit} bytes, compressed by ${by},`, `${length}`);
  }
  const most = MOST_OF_A_BYTE * (reader.left + HELD_BACK);
  if (length <= most) return length;
  throw reader.malformed(`contents of at most ${most} bytes behind so few`, `${length}`);
}
