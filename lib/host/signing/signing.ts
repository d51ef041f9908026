/**
 * What a host needs in order to sign. Links have to show who is there as well, so that what a node says of itself in
 * plain words is authentic: by TLS with certificates on both sides (`../tls/transport.ts`). To sign a challenge in the
 * greeting with the key that is here anyway would prove who has opened a connection, and say nothing of the bytes that
 * come over it later; to protect those takes a key for each connection, and that is TLS.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { codesOf } from "../../security/identity/codes.ts";
import { ed25519 } from "../../security/identity/ed25519.ts";
import type { Keyring } from "../../security/identity/keyring.ts";
import type { SignatureScheme } from "../../security/identity/scheme.ts";
import type { Identity } from "../../security/identity/secret.ts";
import { alike } from "./proof_bytes.ts";
import { type Notary, notaryOf } from "./notary.ts";
import { ProofStore } from "./proof_store.ts";

/** Who signs, and whom it knows. */
export interface Signing {
  /** Its own keys. */
  readonly identity: Identity;
  /** The public keys of all, its own too. */
  readonly keyring: Keyring;
  /** How it signs and checks signatures, as all have to; default: Ed25519. */
  readonly scheme?: SignatureScheme;
  /**
   * Proves and checks in the place of what the rest of this makes: for whoever wants to see how a host fares with a
   * forger among its peers.
   */
  readonly notary?: Notary;
  /** How many proofs it remembers that are not in its state; default 65,536. */
  readonly most?: number;
}

/**
 * The notary of whoever has this number in a cluster; `state` is what it must not forget the proofs of.
 *
 * @example What one has signed, as another can check it
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { newSecret } from "hb/host/signing/new_secret.ts";
 * import { notaryFor } from "hb/host/signing/signing.ts";
 * import { keyringOf } from "hb/security/identity/keyring.ts";
 * import { identityOf } from "hb/security/identity/secret.ts";
 * import { sign } from "hb/security/identity/signed.ts";
 *
 * const [ada, bob] = [await identityOf(newSecret()), await identityOf(newSecret())];
 * const keyring = await keyringOf(new Map([[0, ada.public], [1, bob.public]]));
 * const order = { type: "order", order: sign({ self: 0 }, "attack") };
 * const proofs = await notaryFor(0, "army", { identity: ada, keyring }).prove(order);
 *
 * const bobs = notaryFor(1, "army", { identity: bob, keyring });
 * assertEquals(await bobs.faultOf(order, proofs), undefined);
 * const forged = { type: "order", order: sign({ self: 0 }, "retreat") };
 * assertEquals(await bobs.faultOf(forged, proofs), 'a signature is wrong: 0: "retreat"');
 * ```
 */
export function notaryFor(
  self: NodeId,
  cluster: string,
  { identity, keyring, scheme, most }: Signing,
  state: () => unknown = () => undefined,
): Notary {
  const known = keyring.keys.get(self)?.signing;
  if (!alike(known, identity.public.signing)) {
    throw new RangeError(
      `Cannot sign as ${self} because the keyring must have its public key: given ` +
        (known === undefined ? "none" : "another"),
    );
  }
  return notaryOf({
    self,
    cluster,
    scheme: scheme ?? ed25519(identity, keyring),
    codes: codesOf(self, identity, keyring, cluster),
    store: new ProofStore({ state, ...(most === undefined ? {} : { most }) }),
  });
}
