/**
 * What a message proves: all signatures and codes in it, however deep. The boundaries that keep liars from forging
 * ask this of what is sent.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";

/** What one record says that its makers must have said. `text` is the canonical text of the statement. */
export type Claim =
  /** `Signed`: one has signed it. */
  | { readonly kind: "signature"; readonly signer: NodeId; readonly text: string }
  /** `Certificate`: each of these has signed it. */
  | { readonly kind: "certificate"; readonly signers: readonly NodeId[]; readonly text: string }
  /** One entry of `Authenticated`: the sender has said it to this receiver. */
  | {
    readonly kind: "code";
    readonly sender: NodeId;
    readonly receiver: NodeId;
    readonly text: string;
  };

/** One signature, or one entry of a vector of codes. */
export interface Proof {
  /** The same for proofs that are the same: who, to whom if it is not for all, and what. */
  readonly text: string;
  /** The nodes that are able to make it. Who shares a key for codes with another can write these, too. */
  readonly makers: readonly NodeId[];
}

/** Whether a record has just these fields. */
export function hasJust(value: object, ...fields: readonly string[]): boolean {
  const keys = Object.keys(value);
  return keys.length === fields.length && fields.every((field) => Object.hasOwn(value, field));
}

/**
 * The proofs in a piece of plain data, those in statements that are signed themselves included. Each is there as
 * often as it is said.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { proofsIn } from "hb/security/identity/proofs.ts";
 * import { sign } from "hb/security/identity/signed.ts";
 *
 * const relayed = sign({ self: 2 }, { heard: sign({ self: 1 }, "attack") });
 * assertEquals(proofsIn({ type: "order", relayed }).map(({ makers }) => makers), [[2], [1]]);
 * ```
 */
export function proofsIn(value: unknown): Proof[] {
  return claimsIn(value).flatMap(proofsOf);
}

/** What the records in a piece of plain data say that others have said, in the same order as `proofsIn`. */
export function claimsIn(value: unknown): Claim[] {
  const claims: Claim[] = [];
  collect(value, claims);
  return claims;
}

/** The proofs that a claim stands on: one of each signer, where there are several. */
export function proofsOf(claim: Claim): Proof[] {
  const { text } = claim;
  switch (claim.kind) {
    case "signature":
      return [signature(claim.signer, text)];
    case "certificate":
      return claim.signers.map((signer) => signature(signer, text));
    case "code": {
      const { sender, receiver } = claim;
      const makers = sender === receiver ? [sender] : [sender, receiver];
      return [{ text: `${encode(sender)} to ${encode(receiver)}: ${text}`, makers }];
    }
  }
}

function collect(value: unknown, into: Claim[]): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  if (value instanceof Map) {
    for (const [key, item] of value) {
      collect(key, into);
      collect(item, into);
    }
    return;
  }
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) collect(item, into);
    return;
  }
  into.push(...claimsOf(value));
  for (const item of Object.values(value)) collect(item, into);
}

/** What this very record claims, by its fields. */
function claimsOf(value: object): Claim[] {
  if (!Object.hasOwn(value, "statement")) return [];
  if (hasJust(value, "signer", "statement")) {
    const { signer, statement } = value as { signer: NodeId; statement: unknown };
    return [{ kind: "signature", signer, text: encode(statement) }];
  }
  if (hasJust(value, "signers", "statement")) {
    const { signers, statement } = value as { signers: NodeId[]; statement: unknown };
    const text = encode(statement);
    return [
      Array.isArray(signers) ? { kind: "certificate", signers, text } : byNobody(signers, text),
    ];
  }
  if (hasJust(value, "sender", "receivers", "statement")) {
    const { sender, receivers, statement } = value as {
      sender: NodeId;
      receivers: NodeId[];
      statement: unknown;
    };
    const text = encode(statement);
    if (!Array.isArray(receivers)) return [byNobody(receivers, text)];
    return receivers.map((receiver) => ({ kind: "code", sender, receiver, text }));
  }
  return [];
}

/** Somebody wrote something else where the number of a node has to be: nobody can have signed that. */
function byNobody(signer: unknown, text: string): Claim {
  return { kind: "signature", signer: signer as NodeId, text };
}

/** A number and its text are not the same signer, as a handler that counts them would find. */
function signature(signer: NodeId, text: string): Proof {
  return { text: `${encode(signer)}: ${text}`, makers: [signer] };
}
