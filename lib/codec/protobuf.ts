/**
 * A codec in the wire format of Protocol Buffers: what it writes, other implementations read with this declaration, and
 * the other way round (language guide, proto3).
 *
 * ```text
 * schema                         proto3
 * integer from 0 on              uint64
 * integer that may be below 0    sint64
 * finite, boolean                double, bool
 * oneOf                          enum; the value at place n is number n
 * text, bytes                    string, bytes
 * anything                       bytes, in the form of encodePlain
 * list, set                      repeated, packed where that is possible
 * map                            map; repeated messages { key = 1, value = 2 } where a map cannot have such keys or values
 * record                         message
 * message                        message { oneof } of a message for each type, by its number
 * union                          message { oneof } of the alternatives, numbered from 1
 * recursive                      what it contains
 * headed                         message { first = 1, rest = 2 }
 * ```
 *
 * A field that may be null, or missing, is `optional`: on the wire if it is there. Where proto3 has no place for a thing (a
 * list in a list, null in a list, a list that may be missing), it lies in a message of its own, as field 1.
 *
 * @module
 */

import { ByteWriter } from "./byte_writer.ts";
import { readBodyOf } from "./protobuf/decode.ts";
import { bodyOf } from "./protobuf/encode.ts";
import { WireReader } from "./protobuf/wire.ts";
import type { Schema } from "./schema/node.ts";

/** Writes and reads messages of one type. */
export interface Protobuf<T> {
  /** The bytes of a value. Throws `TypeError` for one that the schema does not allow and that would be read as another. */
  encode(value: T): Uint8Array<ArrayBuffer>;
  /** Appends them to what `writer` has. */
  write(writer: ByteWriter, value: T): void;
  /** The value that all of the bytes stand for; it shares no memory with them. Throws `MalformedBytes`. */
  decode(bytes: Uint8Array): T;
}

/**
 * The codec of a schema, compiled.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { protobuf } from "hb/codec/protobuf.ts";
 * import { integer, record, text } from "hb/codec/schema.ts";
 *
 * const codec = protobuf(record({ term: [1, integer], name: [2, text()] }));
 * const bytes = codec.encode({ term: 150, name: "hi" });
 * assertEquals(bytes, Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x02, 0x68, 0x69));
 * assertEquals(codec.decode(bytes), { term: 150, name: "hi" });
 * ```
 */
export function protobuf<T>(schema: Schema<T>): Protobuf<T> {
  const write = bodyOf(schema.node), read = readBodyOf(schema.node);
  return {
    write,
    encode(value) {
      const writer = new ByteWriter();
      write(writer, value);
      return writer.view();
    },
    decode: (bytes) => read(new WireReader(bytes)) as T,
  };
}
