/** How blocks of tables and messages are made shorter on this machine. @module */

import {
  deflateRawSync,
  inflateRawSync,
  type InputType,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";
import { ByteReader } from "../codec/byte_reader.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { assertLimit, type Compression, notBy, tooLong } from "../codec/compression.ts";

/** DEFLATE (RFC 1951), without a header and a check of its own: blocks of tables have theirs. */
export const deflate: Compression = {
  name: "deflate",
  compress: (bytes) => view(deflateRawSync(bytes, { level: 1 })),
  decompress(bytes, limit) {
    assertLimit(limit);
    return bounded(inflateRawSync, bytes, limit, deflate.name);
  },
};

/**
 * Zstandard (RFC 8878). The length of the contents stands in front, as a varint: the runtime gives what
 * there is of a message whose end is missing, without an error.
 */
export const zstd: Compression = {
  name: "zstd",
  compress(bytes) {
    const writer = new ByteWriter(16);
    writer.varint(bytes.length);
    writer.bytes(zstdCompressSync(bytes));
    return writer.take();
  },
  decompress(bytes, limit) {
    assertLimit(limit);
    const reader = new ByteReader(bytes), length = reader.varint();
    if (length > limit) throw tooLong(limit, length);
    const contents = bounded(zstdDecompressSync, reader.bytes(reader.left), length, zstd.name);
    if (contents.length === length) return contents;
    throw reader.malformed(`contents of ${length} bytes`, `${contents.length}`);
  },
};

/**
 * Throws only what a `Compression` may throw. Never asks for `limit + 1` bytes, which is no limit
 * at all when `limit` is the greatest number that there is (grpc-go 7918: messages came out empty).
 * The runtime counts the limit itself, and takes none below 1.
 */
function bounded(
  open: (bytes: InputType, options: { readonly maxOutputLength: number }) => Uint8Array,
  bytes: Uint8Array,
  limit: number,
  name: string,
): Uint8Array {
  let contents: Uint8Array;
  try {
    contents = view(open(bytes, { maxOutputLength: Math.max(1, limit) }));
  } catch (error) {
    // The runtime's own errors are in its words, and differ from version to version.
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLong(limit, "more");
    throw notBy(name);
  }
  if (contents.length <= limit) return contents;
  throw tooLong(limit, contents.length);
}

/** The same bytes, not as what only Node.js knows. */
function view({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}
