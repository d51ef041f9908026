/**
 * How signatures are made, and what a quorum certificate of them weighs. Certificates of Ed25519 are the list of
 * their signatures, 64 bytes for each signer (`ed25519.ts`); with BLS they are one signature, whoever has signed
 * (`bls.ts`). Both begin with the set of their signers.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Bytes } from "./secret.ts";

/** Signatures of one kind, by one who has a key, checked by a keyring. */
export interface SignatureScheme {
  /** What it is called. */
  readonly name: "ed25519" | "bls";
  /** How long each signature is, in bytes. */
  readonly signatureBytes: number;
  /** Signs these bytes, which must be of a statement (`statement.ts`). */
  sign(statement: Bytes): Promise<Bytes>;
  /** Whether this one has signed them. False for whatever is no signature, and for somebody who is not known. */
  isSigned(signer: NodeId, statement: Bytes, signature: Bytes): Promise<boolean>;
  /**
   * The certificate of these signatures of one statement. Equal for equal signatures; it does not look whether they
   * are right.
   */
  certificate(signatures: ReadonlyMap<NodeId, Bytes>): Bytes;
  /** Who has signed the statement, by this certificate, in ascending order; `undefined` unless all of it is right. */
  signersOf(certificate: Bytes, statement: Bytes): Promise<readonly NodeId[] | undefined>;
  /** The signatures in a certificate that looks like one; empty where they cannot be told apart. */
  partsOf(certificate: Bytes): ReadonlyMap<NodeId, Bytes>;
}

/** The highest number that fits into a set of signers: its length is one byte. */
const HIGHEST = 8 * 255 - 1;

/** A set of signers: how many bytes follow, and one bit for each number from 0 on. It has one form. */
export function writeSigners(signers: Iterable<NodeId>): Bytes {
  const all = [...signers], highest = Math.max(-1, ...all);
  const wrong = all.find((name) => !(Number.isInteger(name) && name >= 0 && name <= HIGHEST));
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot write signers because they must be whole numbers from 0 to ${HIGHEST}: given ${wrong}`,
    );
  }
  const bytes = new Uint8Array(1 + ((highest + 8) >> 3));
  bytes[0] = bytes.length - 1;
  for (const name of all) bytes[1 + (name >> 3)]! |= 1 << (name & 7);
  return bytes;
}

/** The signers at the beginning of a certificate, and what follows; `undefined` unless they have their one form. */
export function readSigners(
  bytes: Bytes,
): { readonly signers: readonly NodeId[]; readonly rest: Bytes } | undefined {
  const length = bytes[0];
  if (length === undefined || bytes.length < 1 + length) return undefined;
  const signers: NodeId[] = [];
  for (let name = 0; name < 8 * length; name++) {
    if (bytes[1 + (name >> 3)]! & 1 << (name & 7)) signers.push(name);
  }
  const isShort = length === 0 || bytes[length] !== 0;
  return isShort ? { signers, rest: bytes.subarray(1 + length) } : undefined;
}
