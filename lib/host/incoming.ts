/** Messages as they come from the network. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import { readPlain } from "../codec/decode_plain.ts";
import type { Tagged } from "../model/protocol.ts";
import { Refusal } from "./wire.ts";

/** What a message must be. */
export interface Expected {
  /** Whether there is a handler for messages of this type. */
  takes(type: string): boolean;
  /** Whether it is one that the handler can take. */
  readonly isMessage: ((data: unknown) => boolean) | undefined;
}

/** The message that the rest of a frame holds. Throws `Refusal` or `MalformedBytes` for anything else. */
export function readMessage<M extends Tagged>(reader: ByteReader, expected: Expected): M {
  const data = readPlain(reader) as unknown as M;
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
  const type: unknown = Object(data).type;
  if (typeof type !== "string" || !expected.takes(type)) {
    throw new Refusal("it sent a message of a type that the protocol does not have");
  }
  if (expected.isMessage?.(data) === false) {
    throw new Refusal(`it sent a message "${type}" that is not as such a message must be`);
  }
  return data;
}
