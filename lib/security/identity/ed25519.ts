/**
 * Signatures of Ed25519 (Bernstein, Duif, Lange, Schwabe and Yang 2012; RFC 8032) by Web Crypto, and certificates that
 * are the list of them.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Keyring } from "./keyring.ts";
import { readSigners, type SignatureScheme, writeSigners } from "./scheme.ts";
import type { Bytes, Identity } from "./secret.ts";

/** How long a signature is. */
export const SIGNATURE_BYTES = 64;

/** Signs as this one, and checks by this keyring. */
export function ed25519(identity: Pick<Identity, "signing">, keyring: Keyring): SignatureScheme {
  const isSigned = async (signer: NodeId, statement: Bytes, signature: Bytes) => {
    const key = keyring.signing(signer);
    if (key === undefined || signature.length !== SIGNATURE_BYTES) return false;
    return await crypto.subtle.verify("Ed25519", key, signature, statement);
  };
  return {
    name: "ed25519",
    signatureBytes: SIGNATURE_BYTES,
    sign: async (statement) =>
      new Uint8Array(await crypto.subtle.sign("Ed25519", identity.signing, statement)),
    isSigned,
    certificate(signatures) {
      const signers = [...signatures.keys()].sort((a, b) => a - b);
      const head = writeSigners(signers);
      const bytes = new Uint8Array(head.length + SIGNATURE_BYTES * signers.length);
      bytes.set(head);
      signers.forEach((signer, i) =>
        bytes.set(signatures.get(signer)!, head.length + SIGNATURE_BYTES * i)
      );
      return bytes;
    },
    async signersOf(certificate, statement) {
      const parts = partsOf(certificate);
      if (parts.size === 0) return undefined;
      const right = await Promise.all(
        [...parts].map(([signer, signature]) => isSigned(signer, statement, signature)),
      );
      return right.every((each) => each) ? [...parts.keys()] : undefined;
    },
    partsOf,
  };
}

/** Empty for what does not look like a certificate. */
function partsOf(certificate: Bytes): ReadonlyMap<NodeId, Bytes> {
  const read = readSigners(certificate);
  if (read === undefined || read.rest.length !== SIGNATURE_BYTES * read.signers.length) {
    return new Map();
  }
  return new Map(
    read.signers.map((signer, i) => [
      signer,
      read.rest.slice(SIGNATURE_BYTES * i, SIGNATURE_BYTES * (i + 1)),
    ]),
  );
}
