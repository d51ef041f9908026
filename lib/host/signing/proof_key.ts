/** What a claim is called where its bytes are kept. @module */

import { encode } from "../../model/encode.ts";
import { type Claim, proofsOf } from "../../security/identity/proofs.ts";

/** The same for claims that are the same; for one signature or one code, the text of its proof. */
export function keyOf(claim: Claim): string {
  if (claim.kind !== "certificate") return proofsOf(claim)[0]!.text;
  return `all of ${encode(claim.signers)}: ${claim.text}`;
}

/** The claims, each once, in an order that is the same wherever they are put together. */
export function inOrder(claims: readonly Claim[]): readonly (readonly [string, Claim])[] {
  const byKey = new Map(claims.map((claim) => [keyOf(claim), claim]));
  return [...byKey].sort(([a], [b]) => a < b ? -1 : 1);
}
