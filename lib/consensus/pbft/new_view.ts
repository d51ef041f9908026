/**
 * What a new view begins with (1999, section 4.4): it follows from the view changes of a quorum alone, so whoever is
 * shown these can compute it again. What a quorum has committed in an earlier view, f + 1 loyal replicas had prepared,
 * and one of them is in every quorum; so its proof is here, and none in a later view is for anything else.
 *
 * @module
 */

import type { NewView, PrePrepare, ViewChange } from "./statements.ts";
import { claimedProposals } from "./claims.ts";
import type { Pbft } from "./settings.ts";

/** What the primary of `view` has to propose first, by number: what may have been committed, and null in between. */
export function newViewProposals(
  pbft: Pbft,
  view: number,
  viewChanges: readonly ViewChange[],
): PrePrepare[] {
  const { cluster, digest, rules } = pbft;
  const proofs = Map.groupBy(
    viewChanges.flatMap(({ prepared }) => prepared),
    ({ prePrepare }) => prePrepare.statement.sequence,
  );
  const least = rules.startOf(viewChanges), most = Math.max(least, ...proofs.keys());
  return Array.from({ length: most - least }, (_, i) => {
    const sequence = least + 1 + i, proof = rules.proofFor(proofs.get(sequence) ?? []);
    return {
      kind: "prePrepare",
      cluster,
      view,
      sequence,
      digest: proof?.prePrepare.statement.digest ?? digest([]),
    };
  });
}

/** The same, as far as what replicas tell of themselves goes; undefined: it does not, and more of them must. */
export function proposalsOf(
  pbft: Pbft,
  view: number,
  viewChanges: readonly ViewChange[],
): PrePrepare[] | undefined {
  const propose = pbft.authentication === "codes" ? claimedProposals : newViewProposals;
  return propose(pbft, view, viewChanges);
}

/** The stable checkpoint that a new view begins after; null: it begins with the first number. */
export function stableOf({ viewChanges }: NewView): ViewChange["stable"] {
  let latest: ViewChange["stable"] = null;
  for (const { statement: { stable } } of viewChanges) {
    if (stable !== null && stable.statement.sequence > (latest?.statement.sequence ?? 0)) {
      latest = stable;
    }
  }
  return latest;
}
