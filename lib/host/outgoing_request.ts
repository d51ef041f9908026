/** A request as it leaves for a host. @module */

import { ByteWriter } from "../codec/byte_writer.ts";
import type { Bytes } from "../security/identity/secret.ts";
import type { Encoding } from "./encoding.ts";
import { writeProofs } from "./signing/boundary.ts";
import { kinds } from "./wire.ts";

/** The longest that a request says it is waited for, in ms: hosts wait for less. */
const LONGEST_MS = Number.MAX_SAFE_INTEGER;

/** The frame of a request: its number, how long its client waits in ms, what proves it, if anything does, and what it asks. */
export function encodeRequest<M>(
  number: number,
  timeoutMs: number,
  message: M,
  encoding: Encoding<M>,
  proofs: Bytes | undefined,
): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(proofs === undefined ? kinds.request : kinds.signedRequest);
  writer.varint(number);
  writer.varint(Math.min(timeoutMs, LONGEST_MS));
  if (proofs !== undefined) writeProofs(writer, proofs);
  encoding.write(writer, message);
  return writer.view();
}
