/** What a new view chooses from what replicas show that change theirs (1999, section 4.4). @module */

import type { Proof, ViewChange } from "./statements.ts";

/** Min-s: the latest stable checkpoint that somebody can show. */
export function newViewStart(viewChanges: readonly ViewChange[]): number {
  return Math.max(0, ...viewChanges.map(({ stable }) => stable?.statement.sequence ?? 0));
}

/** Of the proofs for one number, the first of those in the latest view; or in another, by how `compare` orders views. */
export function proofFor(
  proofs: readonly Proof[],
  compare: (one: number, other: number) => number = (one, other) => one - other,
): Proof | undefined {
  let best: Proof | undefined;
  for (const proof of proofs) {
    if (best === undefined || compare(viewOf(proof), viewOf(best)) > 0) best = proof;
  }
  return best;
}

function viewOf({ prePrepare }: Proof): number {
  return prePrepare.statement.view;
}
