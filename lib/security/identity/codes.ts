/**
 * Message authentication codes: HMAC with SHA-256 (RFC 2104), under a key that two have in common and nobody else.
 * They agree on it by X25519 from what everybody knows of both, so nobody hands out keys. A code takes a few
 * microseconds where a signature takes tens, and proves something to the other of the two alone.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Keyring } from "./keyring.ts";
import type { Bytes, Identity } from "./secret.ts";
import { codedBytes } from "./statement.ts";

/** How long a code is. */
export const CODE_BYTES = 32;

/** The codes of one, for the others and of the others. */
export interface Codes {
  /** The code of what is said to this one; rejects for somebody who is not known. */
  code(to: NodeId, text: string): Promise<Bytes>;
  /** Whether this one has said it here; false for somebody who is not known. */
  isCode(from: NodeId, text: string, code: Bytes): Promise<boolean>;
}

/** The codes of the one who has this number and this identity. */
export function codesOf(
  self: NodeId,
  identity: Pick<Identity, "agreement">,
  keyring: Keyring,
  cluster: string,
): Codes {
  const keys = new Map<NodeId, Promise<CryptoKey>>();
  const keyWith = (other: NodeId): Promise<CryptoKey> | undefined => {
    const known = keys.get(other), theirs = keyring.agreement(other);
    if (known !== undefined || theirs === undefined) return known;
    const made = commonKey(identity.agreement, theirs);
    keys.set(other, made);
    return made;
  };
  return {
    async code(to, text) {
      const key = await keyWith(to);
      if (key === undefined) {
        throw new RangeError(
          `Cannot make a code because its receiver must have a key: given ${to}`,
        );
      }
      return new Uint8Array(
        await crypto.subtle.sign("HMAC", key, codedBytes(cluster, self, to, text)),
      );
    },
    async isCode(from, text, code) {
      const key = await keyWith(from);
      if (key === undefined || code.length !== CODE_BYTES) return false;
      return await crypto.subtle.verify("HMAC", key, code, codedBytes(cluster, from, self, text));
    },
  };
}

/** What X25519 gives is not evenly spread, and so it is no key yet (RFC 7748, section 6.1). */
async function commonKey(own: CryptoKey, theirs: CryptoKey): Promise<CryptoKey> {
  const common = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, own, 256);
  const secret = await crypto.subtle.importKey("raw", common, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("happens before: codes");
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info },
    secret,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign", "verify"],
  );
}
