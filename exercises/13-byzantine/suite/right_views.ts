/** How views end and begin. @module */

import { isAlike } from "hb/grade/alike.ts";
import { leaderOf } from "../digest.ts";
import type {
  Certificate,
  Checkpoint,
  Cluster,
  NewView,
  NewViewRules,
  NodeId,
  PrePrepare,
  Proof,
  Signed,
  ViewChange,
} from "../given.ts";
import { sizesOf } from "./did.ts";

function isSigned(signers: readonly NodeId[], least: number, replicas: number): boolean {
  return new Set(signers).size === signers.length && signers.length >= least &&
    signers.every((signer) => signer >= 0 && signer < replicas);
}

/** Whether something was prepared. */
export function isProof({ cluster, replicas }: Cluster, { prePrepare, prepares }: Proof): boolean {
  const one = prePrepare.statement, other = prepares.statement;
  const primary = leaderOf(one.view, replicas);
  return one.kind === "prePrepare" && other.kind === "prepare" && one.cluster === cluster &&
    other.cluster === cluster && one.view === other.view && one.sequence === other.sequence &&
    one.digest === other.digest && prePrepare.signer === primary &&
    !prepares.signers.includes(primary) &&
    isSigned(prepares.signers, sizesOf(replicas).quorum - 1, replicas);
}

function isStable({ cluster, replicas }: Cluster, { signers, statement }: Certificate<Checkpoint>) {
  return statement.kind === "checkpoint" && statement.cluster === cluster &&
    statement.sequence > 0 && isSigned(signers, sizesOf(replicas).quorum, replicas);
}

/** Whether a replica may say this. */
export function isViewChange(
  rules: NewViewRules,
  { signer, statement }: Signed<ViewChange>,
): boolean {
  const { kind, cluster, view, stable, prepared } = statement;
  if (kind !== "viewChange" || cluster !== rules.cluster) return false;
  if (!(signer >= 0 && signer < rules.replicas)) return false;
  if (stable !== null && !isStable(rules, stable)) return false;
  const low = stable?.statement.sequence ?? 0;
  return prepared.every((proof, i) => {
    const { sequence, view: before } = proof.prePrepare.statement;
    return isProof(rules, proof) && before < view && sequence <= low + rules.size &&
      sequence > (i === 0 ? low : prepared[i - 1]!.prePrepare.statement.sequence);
  });
}

/** What is proposed first. */
export function proposals(
  { cluster, nothing }: NewViewRules,
  view: number,
  changes: readonly ViewChange[],
): PrePrepare[] {
  const start = Math.max(0, ...changes.map(({ stable }) => stable?.statement.sequence ?? 0));
  const proofs = changes.flatMap(({ prepared }) => prepared)
    .map(({ prePrepare }) => prePrepare.statement).filter(({ sequence }) => sequence > start);
  const end = Math.max(start, ...proofs.map(({ sequence }) => sequence));
  return Array.from({ length: end - start }, (_, i) => {
    const sequence = start + 1 + i;
    const [best] = proofs.filter((each) => each.sequence === sequence)
      .sort((a, b) => b.view - a.view);
    return { kind: "prePrepare", cluster, view, sequence, digest: best?.digest ?? nothing };
  });
}

/** Whether a view may begin so. */
export function isNewView(rules: NewViewRules, { signer, statement }: Signed<NewView>): boolean {
  const { kind, cluster, view, viewChanges, prePrepares } = statement;
  const primary = leaderOf(view, rules.replicas);
  if (kind !== "newView" || cluster !== rules.cluster || signer !== primary) return false;
  if (prePrepares.some((each) => each.signer !== primary)) return false;
  const signers = viewChanges.map((each) => each.signer);
  return isSigned(signers, sizesOf(rules.replicas).quorum, rules.replicas) &&
    viewChanges.every((each) => each.statement.view === view && isViewChange(rules, each)) &&
    isAlike(
      prePrepares.map((each) => each.statement),
      proposals(rules, view, viewChanges.map((each) => each.statement)),
    );
}
