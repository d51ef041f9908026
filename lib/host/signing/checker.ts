/** Checks what a node is shown. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Claim } from "../../security/identity/proofs.ts";
import type { Bytes } from "../../security/identity/secret.ts";
import { signedBytes } from "../../security/identity/statement.ts";
import type { NotaryOptions } from "./notary_options.ts";
import { alike } from "./proof_bytes.ts";
import { keyOf } from "./proof_key.ts";

/** Whether a claim is right, and whom it tells so: "wrong for me" is a code that tells this node nothing. */
export type Checker = (
  key: string,
  claim: Claim,
  bytes: Bytes,
) => Promise<"right" | "wrong" | "wrong for me">;

/** Checks claims, each only once as long as the store has its bytes, and keeps what is right there. */
export function checkerOf({ self, cluster, scheme, codes, store }: NotaryOptions): Checker {
  const keepIf = (isRight: boolean, key: string, bytes: Bytes) => {
    if (isRight) store.put(key, bytes);
    return isRight;
  };

  const signature = async (key: string, signer: NodeId, text: string, bytes: Bytes) =>
    alike(store.get(key), bytes) ||
    keepIf(await scheme.isSigned(signer, signedBytes(cluster, text), bytes), key, bytes);

  /** The certificate as this node would make it of what it was shown before. */
  const known = (key: string, signers: readonly NodeId[], text: string): Bytes | undefined => {
    const whole = store.get(key);
    if (whole !== undefined) return whole;
    const parts = new Map<NodeId, Bytes>();
    for (const signer of signers) {
      const part = store.get(keyOf({ kind: "signature", signer, text }));
      if (part === undefined) return undefined;
      parts.set(signer, part);
    }
    return scheme.certificate(parts);
  };

  const certificate = async (
    key: string,
    signers: readonly NodeId[],
    text: string,
    bytes: Bytes,
  ) => {
    if (new Set(signers).size !== signers.length) return false;
    if (alike(known(key, signers, text), bytes)) return true;
    const found = await scheme.signersOf(bytes, signedBytes(cluster, text));
    const isAsked = found?.length === signers.length &&
      signers.every((each) => found.includes(each));
    if (!isAsked) return false;
    const parts = scheme.partsOf(bytes);
    for (const [signer, part] of parts) store.put(keyOf({ kind: "signature", signer, text }), part);
    if (parts.size === 0) store.put(key, bytes);
    return true;
  };

  const code = async (key: string, claim: Claim & { kind: "code" }, bytes: Bytes) => {
    const { sender, receiver, text } = claim;
    if (sender === self) return alike(await codes.code(receiver, text), bytes) ? "right" : "wrong";
    if (receiver !== self) {
      store.put(key, bytes);
      return "right";
    }
    if (alike(store.get(key), bytes)) return "right";
    return keepIf(await codes.isCode(sender, text, bytes), key, bytes) ? "right" : "wrong for me";
  };

  return async (key, claim, bytes) => {
    if (claim.kind === "code") return await code(key, claim, bytes);
    const isRight = claim.kind === "signature"
      ? await signature(key, claim.signer, claim.text, bytes)
      : await certificate(key, claim.signers, claim.text, bytes);
    return isRight ? "right" : "wrong";
  };
}
