/** The messages of one host, as they leave for the network and as they come from it. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import { writeUnsealed } from "../codec/frame.ts";
import type { Schema } from "../codec/schema.ts";
import type { Tagged } from "../model/protocol.ts";
import { type Encoding, encodingsOf, named } from "./encoding.ts";
import type { Packed } from "./node.ts";
import { Slab } from "./slab.ts";
import { kinds, Refusal } from "./wire.ts";

/** Writes and reads the messages of one schema. */
export class Messages<M extends Tagged> {
  /** The names of their encodings, the best first. */
  readonly encodings: readonly string[];
  readonly #encodings: readonly Encoding<M>[];
  readonly #requests: ReadonlySet<string>;
  readonly #isBulk: (message: M) => boolean;
  readonly #slab = new Slab();

  /**
   * Messages of whatever shape, if there is no schema; only clients send those of the types `requests`, and
   * those that are `bulk` may be overtaken.
   */
  constructor(
    schema: Schema<M> | undefined,
    requests: readonly string[],
    bulk: readonly string[] | ((message: M) => boolean) = [],
  ) {
    this.#requests = new Set(requests);
    const types = new Set(typeof bulk === "function" ? [] : bulk);
    this.#isBulk = typeof bulk === "function" ? bulk : ({ type }) => types.has(type);
    this.#encodings = encodingsOf(schema);
    this.encodings = this.#encodings.map(({ name }) => name);
  }

  /** A message behind room for the header of a frame, written once, where it stays until it has left. */
  pack(message: M, encoding: string): Packed {
    const { write } = named(this.#encodings, encoding);
    const bytes = this.#slab.write((writer) =>
      writeUnsealed(writer, (body) => {
        body.byte(kinds.message);
        write(body, message);
      })
    );
    return { bytes, encoding, lane: this.#isBulk(message) ? "bulk" : "urgent" };
  }

  /**
   * The message that the rest of a frame holds, from one of those who may send it. Throws `Refusal` or
   * `MalformedBytes` for anything else.
   */
  read(
    reader: ByteReader,
    encoding: string,
    from: "nodes" | "clients",
    takes: (type: string) => boolean,
  ): M {
    const data = named(this.#encodings, encoding).read(reader), type: unknown = Object(data).type;
    if (typeof type !== "string" || !takes(type)) {
      throw new Refusal("it sent a message of a type that the protocol does not have");
    }
    const only = this.#requests.has(type) ? "clients" : "nodes";
    if (from !== only) throw new Refusal(`it sent "${type}", which only ${only} send`);
    return data as M;
  }
}
