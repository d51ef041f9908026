/** Keys for the nodes of a cluster, which are made for a run and forgotten after it. @module */

import { newSecret } from "../../host/signing/new_secret.ts";
import type { Signing } from "../../host/signing/signing.ts";
import type { NodeId } from "../../model/protocol.ts";
import { bls, blsIdentityOf, blsKeyringOf } from "../../security/identity/bls.ts";
import { keyringOf } from "../../security/identity/keyring.ts";
import type { SignatureScheme } from "../../security/identity/scheme.ts";
import { type Identity, identityOf } from "../../security/identity/secret.ts";

/** How nodes sign. */
export interface KeysOptions {
  /** By which scheme; default "ed25519". */
  readonly scheme?: SignatureScheme["name"];
  /** Who signs with a key that nobody knows; default: nobody. */
  readonly impostors?: readonly NodeId[];
}

/** What each of so many nodes signs with; the keys of impostors are in their own keyrings only. */
export async function signingOf(
  nodes: number,
  { scheme = "ed25519", impostors = [] }: KeysOptions,
): Promise<readonly Signing[]> {
  const identities = await drawn(nodes), strangers = await drawn(nodes);
  return await Promise.all(identities.map(async (each, node) => {
    const isKnown = !impostors.includes(node);
    const own = isKnown ? each : strangers[node]!;
    const all = isKnown ? identities : identities.with(node, own);
    const keyring = await keyringOf(new Map(all.map((known, name) => [name, known.public])));
    return { identity: own, keyring, ...(scheme === "bls" ? await ofBls(own, all) : {}) };
  }));
}

async function drawn(nodes: number): Promise<readonly Identity[]> {
  return await Promise.all(Array.from({ length: nodes }, () => identityOf(newSecret())));
}

async function ofBls(own: Identity, all: readonly Identity[]): Promise<Pick<Signing, "scheme">> {
  const identities = await Promise.all(all.map(blsIdentityOf));
  const keyring = blsKeyringOf(new Map(identities.map((each, name) => [name, each.public])));
  return { scheme: bls(await blsIdentityOf(own), keyring) };
}
