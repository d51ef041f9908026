/**
 * Whose keys are whose: what everybody must know beforehand, and agree on. Who may change it may be anybody, so it
 * is part of what a cluster is set up with, as its addresses are, and no message ever changes it.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { assertBytes, KEY_BYTES, type PublicIdentity } from "./secret.ts";

/** The public keys of nodes, and of clients that sign, by their numbers. */
export type PublicKeys = ReadonlyMap<NodeId, PublicIdentity>;

/** Public keys, ready to be used. */
export interface Keyring {
  /** The keys that it was made of. */
  readonly keys: PublicKeys;
  /** Checks signatures of Ed25519 of this one; `undefined` for somebody who is not known. */
  signing(name: NodeId): CryptoKey | undefined;
  /** Agrees on keys with this one. */
  agreement(name: NodeId): CryptoKey | undefined;
}

/**
 * A keyring of these keys. No two may have the same: whoever has a key has signed what is signed with it, and two
 * names for one would let a quorum of names be fewer than it seems.
 */
export async function keyringOf(keys: PublicKeys): Promise<Keyring> {
  const names = [...keys.keys()].sort((a, b) => a - b);
  const owners = new Map<string, NodeId>();
  const signing = new Map<NodeId, CryptoKey>(), agreement = new Map<NodeId, CryptoKey>();
  for (const name of names) {
    assertName(name);
    const one = keys.get(name)!;
    assertBytes(one.signing, KEY_BYTES, `use the signing key of ${name}`);
    assertBytes(one.agreement, KEY_BYTES, `use the agreement key of ${name}`);
    for (const half of [one.signing, one.agreement]) {
      const hex = half.toHex(), other = owners.get(hex);
      if (other !== undefined) refuseShared(name, other);
      owners.set(hex, name);
    }
    signing.set(name, await publicKey("Ed25519", one.signing, ["verify"]));
    agreement.set(name, await publicKey("X25519", one.agreement, []));
  }
  return {
    keys: new Map(names.map((name) => [name, keys.get(name)!])),
    signing: (name) => signing.get(name),
    agreement: (name) => agreement.get(name),
  };
}

function assertName(name: NodeId): void {
  if (Number.isSafeInteger(name) && name >= 0) return;
  throw new RangeError(
    `Cannot make a keyring because its names must be whole numbers from 0 on: given ${name}`,
  );
}

function refuseShared(name: NodeId, other: NodeId): never {
  throw new RangeError(
    `Cannot make a keyring because each name must have keys of its own: given one of ${other} for ${name}`,
  );
}

function publicKey(kind: string, raw: Uint8Array, uses: KeyUsage[]): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", Uint8Array.from(raw), { name: kind }, true, uses);
}
