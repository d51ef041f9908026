/**
 * Each message by itself, by references to a **dictionary**: bytes that both sides have before the
 * first message, as RFC 1950 has it (Deutsch and Gailly 1996, section 2.2, FDICT). Messages of a
 * hundred bytes have little in themselves to refer to, and can be lost, or opened in any order, as
 * none needs another.
 *
 * ```text
 * length of the contents   a varint
 * DEFLATE                  without a header
 * ```
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { assertLimit, type Compression, notBy } from "../../codec/compression.ts";
import { crc32c } from "../../codec/crc32c.ts";
import { readLength } from "./contents.ts";
import { Deflater, Inflater } from "./zlib_stream.ts";

/** Shorter messages than this are not worth a try, in bytes. */
const LEAST = 32;

/**
 * DEFLATE with such a dictionary, of which the last 16 KiB count. Its name has the check sum of it,
 * so that sides with different ones do not agree on it by mistake.
 *
 * @example A dictionary made of messages as they usually are
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { withDictionary } from "hb/link/compress/dictionary.ts";
 * import { dictionaryOf } from "hb/link/compress/train.ts";
 *
 * const put = (user: number) => new TextEncoder().encode(`{"type":"put","key":"user:${user}"}`);
 * const dictionary = dictionaryOf([put(1), put(2), put(3)], 1_000);
 * const compression = withDictionary(dictionary);
 * const packed = compression.compress(put(42));
 * assert(packed.length < put(42).length / 2);
 * assertEquals(compression.decompress(packed, 1_000), put(42));
 * ```
 */
export function withDictionary(dictionary: Uint8Array): Compression {
  const given = dictionary.slice(-(2 ** 14));
  const name = `deflate:${crc32c(given).toString(16).padStart(8, "0")}`;
  // They hold nothing from one message to the next but their memory.
  let deflater: Deflater | undefined, inflater: Inflater | undefined;
  return {
    name,
    least: LEAST,
    compress(bytes) {
      deflater ??= new Deflater();
      const writer = new ByteWriter(16);
      writer.varint(bytes.length);
      writer.bytes(deflater.whole(bytes, given));
      return writer.view();
    },
    decompress(bytes, limit) {
      assertLimit(limit);
      const reader = new ByteReader(bytes), length = readLength(reader, limit, name);
      inflater ??= new Inflater();
      const contents = inflater.whole(reader.bytes(reader.left), length, given);
      if (contents !== undefined) return contents;
      throw notBy(name);
    },
  };
}
