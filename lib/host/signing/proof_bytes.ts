/** The bytes of several proofs, one after another. @module */

import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { CODE_BYTES } from "../../security/identity/codes.ts";
import type { Claim } from "../../security/identity/proofs.ts";
import type { Bytes } from "../../security/identity/secret.ts";

/** Puts the bytes of these claims together: those of certificates behind their length, as only they differ in it. */
export function inOne(claims: readonly Claim[], parts: readonly Bytes[]): Bytes {
  const writer = new ByteWriter();
  claims.forEach(({ kind }, i) => {
    if (kind === "certificate") writer.varint(parts[i]!.length);
    writer.bytes(parts[i]!);
  });
  return writer.take();
}

/** Takes them apart, which copies them; `undefined` when they are too few or too many. */
export function apart(
  bytes: Bytes,
  claims: readonly Claim[],
  signatureBytes: number,
): readonly Bytes[] | undefined {
  const reader = new ByteReader(bytes);
  try {
    const parts = claims.map(({ kind }) => {
      const length = kind === "certificate"
        ? reader.varint()
        : kind === "code"
        ? CODE_BYTES
        : signatureBytes;
      return Uint8Array.from(reader.bytes(length));
    });
    return reader.left === 0 ? parts : undefined;
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}

/** Whether both are there, and alike. None of this is secret, so it need not take equally long. */
export function alike(one: Bytes | undefined, other: Bytes): boolean {
  return one !== undefined && one.length === other.length &&
    one.every((byte, i) => byte === other[i]);
}
