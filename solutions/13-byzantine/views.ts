/** Part 6. How views end and begin. @module */

import {
  type Cluster,
  equal,
  leaderOf,
  type NewViewRules,
  type NewViews,
  type NodeId,
  type PrePrepare,
  type Proof,
  type Signed,
  type ViewChange,
} from "../../exercises/13-byzantine/given.ts";
import { certificates } from "./certificates.ts";

/** How it is decided. */
export interface Ways {
  readonly quorum: (n: number) => number;
  readonly isProof: (rules: Cluster, proof: Proof) => boolean;
  readonly isStable: (rules: Cluster, stable: NonNullable<ViewChange["stable"]>) => boolean;
  readonly isPlaced: (rules: NewViewRules, change: ViewChange) => boolean;
  readonly isSigner: (rules: Cluster, signer: NodeId) => boolean;
  readonly isAbout: (
    rules: Cluster,
    kind: string,
    statement: { readonly kind: string; readonly cluster: string },
  ) => boolean;
  readonly startOf: (changes: readonly ViewChange[]) => number;
  readonly proofFor: (proofs: readonly Proof[]) => Proof | undefined;
  readonly proposes: (sequence: number, start: number) => boolean;
  readonly valid: (
    came: readonly Signed<ViewChange>[],
    isValid: (change: Signed<ViewChange>) => boolean,
  ) => readonly Signed<ViewChange>[];
  readonly once: (valid: readonly Signed<ViewChange>[]) => readonly Signed<ViewChange>[];
  readonly tells: (proof: Proof, low: number, executed: number) => boolean;
}

const members = ({ replicas }: Cluster) => [...Array(replicas).keys()];
const viewOf = ({ prePrepare }: Proof) => prePrepare.statement.view;
const placeOf = ({ prePrepare }: Proof) => prePrepare.statement.sequence;

/** Of several proofs one in the latest view. */
export function latest(proofs: readonly Proof[]): Proof | undefined {
  return [...proofs].sort((a, b) => viewOf(b) - viewOf(a))[0];
}

export const ways: Ways = {
  quorum: certificates.quorum,
  isAbout: ({ cluster }, kind, statement) =>
    statement.kind === kind && statement.cluster === cluster,
  isSigner: ({ replicas }, signer) => signer >= 0 && signer < replicas,
  isProof(rules, { prePrepare, prepares }) {
    const { view, sequence, digest } = prePrepare.statement, voted = prepares.statement;
    const primary = leaderOf(view, rules.replicas);
    return ways.isAbout(rules, "prePrepare", prePrepare.statement) &&
      ways.isAbout(rules, "prepare", voted) && prePrepare.signer === primary &&
      voted.view === view && voted.sequence === sequence && voted.digest === digest &&
      certificates.isCertificate(
        prepares,
        members(rules).filter((node) => node !== primary),
        certificates.quorum(rules.replicas) - 1,
      );
  },
  isStable: (rules, stable) =>
    ways.isAbout(rules, "checkpoint", stable.statement) && stable.statement.sequence > 0 &&
    certificates.isCertificate(stable, members(rules), certificates.quorum(rules.replicas)),
  isPlaced({ size }, { stable, view, prepared }) {
    const low = stable?.statement.sequence ?? 0;
    return prepared.every((proof, i) =>
      placeOf(proof) > (i === 0 ? low : placeOf(prepared[i - 1]!)) &&
      placeOf(proof) <= low + size && viewOf(proof) < view
    );
  },
  startOf: (changes) =>
    Math.max(0, ...changes.map(({ stable }) => stable?.statement.sequence ?? 0)),
  proofFor: latest,
  proposes: (sequence, start) => sequence > start,
  valid: (came, isValid) => came.filter(isValid),
  once: (valid) => [...new Map(valid.map((each) => [each.signer, each])).values()],
  tells: (proof, low) => placeOf(proof) > low,
};

export function viewsWith(own: Partial<Ways> = {}): NewViews {
  const way = { ...ways, ...own };
  const isViewChange = (rules: NewViewRules, { signer, statement }: Signed<ViewChange>) =>
    way.isAbout(rules, "viewChange", statement) && way.isSigner(rules, signer) &&
    (statement.stable === null || way.isStable(rules, statement.stable)) &&
    way.isPlaced(rules, statement) &&
    statement.prepared.every((proof) => way.isProof(rules, proof));
  const follows = (rules: NewViewRules, view: number, changes: readonly ViewChange[]) => {
    const start = way.startOf(changes), { cluster, nothing } = rules;
    const proofs = Map.groupBy(changes.flatMap(({ prepared }) => prepared), placeOf);
    const end = Math.max(start, ...proofs.keys()), all: PrePrepare[] = [];
    for (let sequence = 1; sequence <= end; sequence++) {
      if (!way.proposes(sequence, start)) continue;
      const proof = way.proofFor(proofs.get(sequence) ?? []);
      const digest = proof?.prePrepare.statement.digest ?? nothing;
      all.push({ kind: "prePrepare", cluster, view, sequence, digest });
    }
    return all;
  };
  return {
    want({ cluster }, { executed, stable, proofs }, view) {
      const low = stable?.statement.sequence ?? 0;
      const told = Map.groupBy(proofs.filter((proof) => way.tells(proof, low, executed)), placeOf);
      const prepared = [...told.values()].map((each) => way.proofFor(each)!)
        .sort((a, b) => placeOf(a) - placeOf(b));
      return { kind: "viewChange", cluster, view, stable, prepared };
    },
    isProof: way.isProof,
    isViewChange,
    begin(rules, view, came) {
      const isValid = (change: Signed<ViewChange>) =>
        change.statement.view === view && isViewChange(rules, change);
      const viewChanges = way.once(way.valid(came, isValid));
      if (viewChanges.length < way.quorum(rules.replicas)) return null;
      const prePrepares = follows(rules, view, viewChanges.map(({ statement }) => statement));
      return { viewChanges, prePrepares };
    },
    isNewView(rules, { signer, statement }) {
      const { view, viewChanges, prePrepares } = statement;
      const primary = leaderOf(view, rules.replicas);
      return way.isAbout(rules, "newView", statement) && signer === primary &&
        prePrepares.every((each) => each.signer === primary) &&
        new Set(viewChanges.map((each) => each.signer)).size === viewChanges.length &&
        viewChanges.length >= way.quorum(rules.replicas) &&
        viewChanges.every((each) => each.statement.view === view && isViewChange(rules, each)) &&
        equal(
          prePrepares.map((each) => each.statement),
          follows(rules, view, viewChanges.map((each) => each.statement)),
        );
    },
  };
}

export const views: NewViews = viewsWith();
