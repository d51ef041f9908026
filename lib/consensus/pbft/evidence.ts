/**
 * What a replica looks at in what it is told. That a signature is genuine is not its business; all else is: that the
 * statement is of the sort that belongs there, about this cluster, this view and this number, that those who signed it
 * are those who may, and as many as it takes.
 *
 * @module
 */

import { equal } from "../../model/compare.ts";
import type { NodeId } from "../../model/protocol.ts";
import {
  type Certificate,
  isAuthentic,
  isCertificate,
  isSigned,
  type Said,
  type Signed,
} from "../../security/identity/signed.ts";
import { isRequest as isServiceRequest } from "../byzantine_client/served.ts";
import { areClaims } from "./claims.ts";
import { type PbftIo, replicasOf } from "./messages.ts";
import type {
  Batch,
  Checkpoint,
  Commit,
  NewView,
  Proof,
  Request,
  ViewChange,
} from "./statements.ts";
import { proposalsOf } from "./new_view.ts";
import type { Pbft } from "./settings.ts";
import { primaryOf } from "./state.ts";

/** The fields of each sort of statement that are numbers or texts. Liars may leave them out. */
export const fields = {
  prePrepare: { view: "number", sequence: "number", digest: "string" },
  prepare: { view: "number", sequence: "number", digest: "string" },
  commit: { view: "number", sequence: "number", digest: "string" },
  checkpoint: { sequence: "number", digest: "string" },
  viewChange: { view: "number" },
  newView: { view: "number" },
} as const;

/** Whether a statement is of this sort, and about this cluster. */
export function isAbout(
  { cluster }: Pbft,
  kind: keyof typeof fields,
  statement: { readonly kind: string; readonly cluster: string },
): boolean {
  const record = statement as unknown as Record<string, unknown>;
  return statement.kind === kind && statement.cluster === cluster &&
    Object.entries(fields[kind]).every(([name, type]) => typeof record[name] === type);
}

/** Whether a replica has said this, and not somebody else. */
export function isReplica({ replicas }: Pbft, node: NodeId): boolean {
  return node >= 0 && node < replicas;
}

/** Whether a client has asked for this. */
export function isRequest(pbft: Pbft, request: Said<Request>): boolean {
  return isServiceRequest(request, pbft.cluster, (node) => isReplica(pbft, node));
}

/** Whether this replica can tell who has said something: it is signed, or has a code that is right here. */
export function isKnown({ authentication }: Pbft, it: Said<unknown>, io: PbftIo): boolean {
  return isSigned(it) || authentication === "codes" && isAuthentic(io, it);
}

/** Whether these may stand in the order. */
export function isBatch(pbft: Pbft, batch: Batch): boolean {
  if (!pbft.rules.checksRequests) return true;
  return batch.every((request) => isRequest(pbft, request) && !request.statement.readOnly);
}

/** Whether so many different replicas have signed something, which is looked at elsewhere. */
function isSignedBy(pbft: Pbft, certificate: Certificate<unknown>, quorum: number): boolean {
  return isCertificate(certificate, quorum, replicasOf(pbft.replicas));
}

/** Whether a quorum has committed something. */
export function isDecision(pbft: Pbft, commits: Certificate<Commit>): boolean {
  return isAbout(pbft, "commit", commits.statement) &&
    isSignedBy(pbft, commits, pbft.rules.quorum(pbft.replicas));
}

/** Whether a checkpoint is stable. */
export function isStable(pbft: Pbft, checkpoints: Certificate<Checkpoint>): boolean {
  return isAbout(pbft, "checkpoint", checkpoints.statement) && checkpoints.statement.sequence > 0 &&
    isSignedBy(pbft, checkpoints, pbft.rules.stableQuorum(pbft.replicas));
}

/** Whether something was prepared: in one view, for one number, by its primary and as many others as make a quorum. */
export function isProof(pbft: Pbft, { prePrepare, prepares }: Proof): boolean {
  const { replicas, rules } = pbft, { view, sequence, digest } = prePrepare.statement;
  const primary = primaryOf(view, replicas), voted = prepares.statement;
  return isAbout(pbft, "prePrepare", prePrepare.statement) && isAbout(pbft, "prepare", voted) &&
    isSigned(prePrepare) && prePrepare.signer === primary && !prepares.signers.includes(primary) &&
    isSignedBy(pbft, prepares, rules.quorum(replicas) - 1) && voted.digest === digest &&
    (!rules.checksPlaces || voted.view === view && voted.sequence === sequence);
}

/** Whether a replica may say this when it changes its view. */
export function isViewChange(pbft: Pbft, { signer, statement }: Signed<ViewChange>): boolean {
  if (!isAbout(pbft, "viewChange", statement) || !isReplica(pbft, signer)) return false;
  const { view, stable, prepared } = statement;
  if (stable !== null && !isStable(pbft, stable)) return false;
  const low = stable?.statement.sequence ?? 0, high = pbft.rules.highMark(low, pbft.logSize);
  if (pbft.authentication === "codes") {
    return prepared.length === 0 && areClaims(statement.claimed, view, low, high);
  }
  const sequences = prepared.map(({ prePrepare }) => prePrepare.statement.sequence);
  return sequences.every((sequence, i) =>
    sequence > (sequences[i - 1] ?? low) && sequence <= high &&
    prepared[i]!.prePrepare.statement.view < view
  ) && (!pbft.rules.checksProofs || prepared.every((proof) => isProof(pbft, proof)));
}

/** Whether a view may begin so. */
export function isNewView(pbft: Pbft, { signer, statement }: Signed<NewView>): boolean {
  if (!isAbout(pbft, "newView", statement)) return false;
  const { view, viewChanges, prePrepares } = statement, primary = primaryOf(view, pbft.replicas);
  const supporters = new Set(viewChanges.map((each) => each.signer));
  if (signer !== primary || prePrepares.some((each) => each.signer !== primary)) return false;
  if (supporters.size !== viewChanges.length) return false;
  if (supporters.size < pbft.rules.quorum(pbft.replicas)) return false;
  const isAsked = viewChanges.every((each) =>
    each.statement.view === view && isViewChange(pbft, each)
  );
  if (!isAsked) return false;
  if (!pbft.rules.checksNewView) return true;
  const expected = proposalsOf(pbft, view, viewChanges.map((each) => each.statement));
  return expected !== undefined && equal(prePrepares.map((each) => each.statement), expected);
}
