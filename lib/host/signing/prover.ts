/** Finds or makes the bytes of what a node says. @module */

import type { Claim } from "../../security/identity/proofs.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { signedBytes } from "../../security/identity/statement.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { NotaryOptions } from "./notary_options.ts";
import { keyOf } from "./proof_key.ts";

/** A message claims what this node cannot prove. */
export class Unprovable extends Error {
  /** Tells it from other errors. */
  override readonly name = "Unprovable";
}

/** Gives the bytes of a claim; throws or rejects with `Unprovable` when this node was never shown them. */
export type Prover = (key: string, claim: Claim) => Bytes | Promise<Bytes>;

/** What a node can prove: what it says itself, and what it was shown. */
export function proverOf({ self, cluster, scheme, codes, store }: NotaryOptions): Prover {
  /** Under way: what is said to all is signed once. */
  const making = new Map<string, Promise<Bytes>>();

  const made = (key: string, make: () => Promise<Bytes>): Bytes | Promise<Bytes> => {
    const known = store.get(key) ?? making.get(key);
    if (known !== undefined) return known;
    const bytes = make().then((bytes) => {
      store.put(key, bytes);
      return bytes;
    }).finally(() => making.delete(key));
    making.set(key, bytes);
    return bytes;
  };

  const shown = (key: string): Bytes => {
    const bytes = store.get(key);
    if (bytes !== undefined) return bytes;
    throw new Unprovable(`it was never shown, or has forgotten, ${key.slice(0, 80)}`);
  };

  const signature = (signer: NodeId, text: string): Bytes | Promise<Bytes> => {
    const key = keyOf({ kind: "signature", signer, text });
    return signer === self ? made(key, () => scheme.sign(signedBytes(cluster, text))) : shown(key);
  };

  /** As it came, or from the signatures of all. */
  const certificate = async (key: string, signers: readonly NodeId[], text: string) => {
    const whole = store.get(key);
    if (whole !== undefined) return whole;
    const parts = await Promise.all(
      signers.map(async (signer) => [signer, await signature(signer, text)] as const),
    );
    return scheme.certificate(new Map(parts));
  };

  return (key, claim) => {
    if (claim.kind === "signature") return signature(claim.signer, claim.text);
    if (claim.kind === "certificate") return certificate(key, claim.signers, claim.text);
    const { sender, receiver, text } = claim;
    return sender === self ? made(key, () => codes.code(receiver, text)) : shown(key);
  };
}
