/** A request as it comes from a client. @module */

import type { ByteReader } from "../codec/byte_reader.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Bytes } from "../security/identity/secret.ts";
import type { Connection } from "./connection.ts";
import { printable } from "./dial.ts";
import type { Messages } from "./messages.ts";
import { decline } from "./pending_requests.ts";
import { readProofs } from "./signing/boundary.ts";
import { kinds, Refusal, unanswered } from "./wire.ts";

/** What a client asks. */
export interface IncomingRequest<M> {
  /** What the client calls it. */
  readonly number: number;
  /** How long the client waits, in ms. */
  readonly timeoutMs: number;
  /** What it asks. */
  readonly message: M;
  /** What proves that, if anything came. */
  readonly proofs: Bytes | undefined;
}

/**
 * Reads a request, if it is one, with what proves it where that may come; a client whose request is not as it must be
 * hears so. Throws `Refusal` or `MalformedBytes`.
 */
export function readRequest<M extends Tagged>(
  connection: Connection,
  reader: ByteReader,
  kind: number,
  { messages, takes, signs }: {
    readonly messages: Messages<M>;
    readonly takes: (type: string) => boolean;
    readonly signs: boolean;
  },
): IncomingRequest<M> {
  const isSigned = signs && kind === kinds.signedRequest;
  if (kind !== kinds.request && !isSigned) throw new Refusal(`it sent a frame of kind ${kind}`);
  const number = reader.varint(), timeoutMs = reader.varint();
  const proofs = isSigned ? readProofs(reader) : undefined;
  try {
    const message = messages.read(reader, connection.encoding, "clients", takes);
    return { number, timeoutMs, message, proofs };
  } catch (error) {
    if (error instanceof Refusal) {
      decline(connection, number, unanswered.invalid, printable(error.message));
    }
    throw error;
  }
}
