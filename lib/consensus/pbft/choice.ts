/** What a new view chooses from what replicas show that change theirs (1999, section 4.4). @module */

import type { Proof, ViewChange } from "./statements.ts";

/** Min-s: the latest stable checkpoint that somebody can show. */
export function newViewStart(viewChanges: readonly ViewChange[]): number {
  return Math.max(0, ...viewChanges.map(({ stable }) => stable?.statement.sequence ?? 0));
}

/** Of the proofs for one number, one in the latest view. */
export function proofFor(proofs: readonly Proof[]): Proof | undefined {
  let best: Proof | undefined;
  for (const proof of proofs) {
    if (best === undefined || viewOf(proof) > viewOf(best)) best = proof;
  }
  return best;
}

function viewOf({ prePrepare }: Proof): number {
  return prePrepare.statement.view;
}
