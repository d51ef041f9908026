/** Messages of the store in every format that their schema gives. */

import { assertEquals } from "@std/assert";
import { decodePlain } from "hb/codec/decode_plain.ts";
import { encodePlain } from "hb/codec/encode_plain.ts";
import { fixedLayout } from "hb/codec/fixed.ts";
import { protobuf } from "hb/codec/protobuf.ts";
import type { Schema } from "hb/codec/schema.ts";
import { checkerOf, wordsOf } from "hb/codec/schema/check.ts";
import { encode } from "hb/model/encode.ts";

/** Asserts that a message is taken after its way over the wire, and that no format changes it. */
export function travelling<T>(schema: Schema<T>): (message: T) => void {
  const check = checkerOf(schema), proto = protobuf(schema), layout = fixedLayout(schema);
  return (message) => {
    const arrived: unknown = decodePlain(encodePlain(message));
    const fault = check(arrived);
    assertEquals(fault && wordsOf(fault), undefined, encode(message));
    assertEquals<unknown>(proto.decode(proto.encode(arrived as T)), arrived);
    assertEquals<unknown>(layout.decode(layout.encode(arrived as T)), arrived);
  };
}
