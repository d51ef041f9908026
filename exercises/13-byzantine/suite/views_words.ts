/** How proofs, view changes and new views are said. @module */

import type { NewView, NewViewRules, PrePrepare, Proof, Signed, ViewChange } from "../given.ts";
import { inNodes } from "./words.ts";

export const inRules = ({ cluster, replicas, size }: NewViewRules) =>
  `${replicas} replicas of "${cluster}", with ${size} numbers between the marks`;

const inPlace = (
  { view, sequence, digest, kind, cluster }: PrePrepare | Proof["prepares"]["statement"],
) => `${kind} ${sequence}:${digest} in view ${view} of "${cluster}"`;

export function inProof({ prePrepare, prepares }: Proof): string {
  return `       ${inPlace(prePrepare.statement)} by node ${prePrepare.signer}; ${
    inPlace(prepares.statement)
  } by ${inNodes(prepares.signers)}`;
}

export function inWhole(change: ViewChange): string {
  try {
    const { kind, cluster, view, stable, prepared } = change;
    const low = stable === null
      ? "no stable checkpoint"
      : `a ${stable.statement.kind} of "${stable.statement.cluster}" at ${stable.statement.sequence}, signed by ${
        inNodes(stable.signers)
      }`;
    const proofs = prepared.map((proof) => `\n  ${inProof(proof)}`).join("");
    return `       a ${kind} of "${cluster}" to view ${view}, with ${low}, and ${prepared.length} proof${
      prepared.length === 1 ? "" : "s"
    }${proofs}`;
  } catch {
    return "       something that is no view change";
  }
}

export function inChange({ signer, statement }: Signed<ViewChange>): string {
  return `       node ${signer}:\n  ${inWhole(statement)}`;
}

export function inNewView({ signer, statement }: Signed<NewView>): string {
  const { kind, cluster, view, viewChanges, prePrepares } = statement;
  return [
    `       node ${signer}: a ${kind} of "${cluster}" for view ${view}, which proposes`,
    ...prePrepares.map((each) =>
      `         ${inPlace(each.statement)}, signed by node ${each.signer}`
    ),
    "       for",
    ...viewChanges.map(inChange),
  ].join("\n");
}
