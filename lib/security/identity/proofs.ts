/**
 * What a message proves: all signatures and codes in it, however deep. The boundaries that keep liars from forging
 * ask this of what is sent.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";

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
  const proofs: Proof[] = [];
  collect(value, proofs);
  return proofs;
}

function collect(value: unknown, into: Proof[]): void {
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
  into.push(...proofsOf(value));
  for (const item of Object.values(value)) collect(item, into);
}

/** What this very record proves, by its fields. */
function proofsOf(value: object): Proof[] {
  if (!Object.hasOwn(value, "statement")) return [];
  if (hasJust(value, "signer", "statement")) {
    const { signer, statement } = value as { signer: NodeId; statement: unknown };
    return [signature(signer, encode(statement))];
  }
  if (hasJust(value, "signers", "statement")) {
    const { signers, statement } = value as { signers: NodeId[]; statement: unknown };
    const text = encode(statement);
    return signers.map((signer) => signature(signer, text));
  }
  if (hasJust(value, "sender", "receivers", "statement")) {
    const { sender, receivers, statement } = value as {
      sender: NodeId;
      receivers: NodeId[];
      statement: unknown;
    };
    const text = encode(statement);
    return receivers.map((to) => ({
      text: `${sender} to ${to}: ${text}`,
      makers: sender === to ? [sender] : [sender, to],
    }));
  }
  return [];
}

function signature(signer: NodeId, statement: string): Proof {
  return { text: `${signer}: ${statement}`, makers: [signer] };
}
