/**
 * How messages become bytes between hosts, and between a client and its host. One schema gives the type of
 * the messages, the check of what strangers send, and the codec.
 *
 * With a schema, messages travel as Protocol Buffers, where both sides know them. Decoding is the check:
 * what is read fits the schema or is refused. Measured with Raft's messages of the cluster's store, beside
 * the plain codec and a check: reading takes a quarter (replies, heartbeats) to three quarters (sixteen
 * entries) of the time, writing 0.5 to 0.9 of it, and a reply has 16 bytes instead of 92. The leader of three
 * nodes under 64 clients spends 17 % of its work on bytes of messages and of its journal, and 21 % before.
 *
 * The fixed layout (`codec/fixed.ts`) is written in 0.3 to 0.8 of the time of Protocol Buffers, and read
 * equally fast, as handlers want every field: a view, which costs nothing until somebody looks, is looked at
 * from end to end here, and its data, put into a log, would keep the whole buffer. But its messages are 1.4
 * to 5 times as long, and it belongs to one version of a schema, while nodes of a cluster are replaced one
 * after another: whoever reads Protocol Buffers passes over fields that it does not know.
 *
 * So bytes of a message are copied out of the frame that they came in, once: they share no memory with it,
 * and neither a log nor a journal holds a buffer of the network.
 *
 * Answers to clients travel plain, as their shape is not the protocol's.
 *
 * @module
 */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { ByteWriter } from "../codec/byte_writer.ts";
import { readPlain } from "../codec/decode_plain.ts";
import { writePlain } from "../codec/encode_plain.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { protobuf } from "../codec/protobuf.ts";
import type { Schema } from "../codec/schema.ts";
import { type Checker, checkerOf, wordsOf } from "../codec/schema/check.ts";
import { Refusal } from "./wire.ts";

/** A way to write messages and to read those of strangers. */
export interface Encoding<M> {
  /** What it is called in a greeting. */
  readonly name: string;
  /** Appends a message. Throws `TypeError` for one that cannot be written. */
  write(writer: ByteWriter, message: M): void;
  /**
   * The message that is all the rest of a frame; it shares no memory with it. Throws `Refusal` or
   * `MalformedBytes` unless it fits the schema; without a schema, it is any plain data.
   */
  read(reader: ByteReader): unknown;
}

/** The encodings of such messages, best first; without a schema, there is the plain one. */
export function encodingsOf<M>(schema: Schema<M> | undefined): readonly Encoding<M>[] {
  return schema === undefined ? [plain(schema)] : [asProtobuf(schema), plain(schema)];
}

/** What a client knows of its messages. */
export interface Requests<M> {
  /** The encodings of them, the best first. */
  readonly encodings: readonly Encoding<M>[];
  /** What is wrong with one. */
  readonly faultOf: Checker;
}

/**
 * What clients know who ask with such messages, numbered as in the schema of their host. To be made once for
 * all of them: it takes a millisecond, and what each had of its own would not stay in a processor's cache.
 */
export function requestsOf<M>(schema: Schema<M>): Requests<M> {
  return { encodings: encodingsOf(schema), faultOf: checkerOf(schema) };
}

/** What a client knows that sends any plain data. */
export const anyRequests: Requests<unknown> = {
  encodings: encodingsOf<unknown>(undefined),
  faultOf: () => undefined,
};

/** The encoding of that name, among some. */
export function named<M>(encodings: readonly Encoding<M>[], name: string): Encoding<M> {
  const found = encodings.find((encoding) => encoding.name === name);
  if (found !== undefined) return found;
  throw new Refusal(`it chose the encoding "${name}", which was not offered`);
}

function asProtobuf<M>(schema: Schema<M>): Encoding<M> {
  const codec = protobuf(schema);
  return {
    name: "protobuf",
    write: codec.write,
    read(reader) {
      const bytes = reader.bytes(reader.left);
      try {
        return codec.decode(bytes);
      } catch (error) {
        if (!(error instanceof MalformedBytes)) throw error;
        throw new Refusal(`it sent a message that is not as one must be: ${error.message}`);
      }
    },
  };
}

function plain<M>(schema: Schema<M> | undefined): Encoding<M> {
  const faultOf = schema && checkerOf(schema);
  return {
    name: "plain",
    write: writePlain,
    read(reader) {
      const data = readPlain(reader) as unknown;
      if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
      const fault = faultOf?.(data);
      if (fault === undefined) return data;
      const { type } = Object(data);
      const named = typeof type === "string" && fault.path !== "type";
      throw new Refusal(
        named
          ? `it sent a message "${type}" that is not as such a message must be: ${wordsOf(fault)}`
          : "it sent a message of a type that the protocol does not have",
      );
    },
  };
}
