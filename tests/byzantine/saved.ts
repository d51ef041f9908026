/** Replicas of PBFT that have gone a part of their way: what they had saved, and what has been signed about number 1. */

import { about, batchOf, cluster } from "hb/consensus/pbft/lies.ts";
import type { Saved } from "hb/consensus/pbft/journal.ts";
import { pbft } from "hb/consensus/pbft/pbft.ts";
import type { Rules } from "hb/consensus/pbft/rules.ts";
import { type Options, shortDigest } from "hb/consensus/pbft/settings.ts";
import type { Replica } from "hb/consensus/pbft/state.ts";
import type { Batch, Commit, Proof, ViewChange } from "hb/consensus/pbft/statements.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import { type Certificate, certificateOf, sign, type Signed } from "hb/security/identity/signed.ts";
import { type Stage, stageOf } from "../reads/stage.ts";

/** What proxy 4 asks, as a batch, and what proxy 5 does. */
export const A = batchOf(4, "a"), B = batchOf(5, "b");
/** How they are named. */
export const digests = { a: shortDigest(A), b: shortDigest(B), none: shortDigest([]) };

/** Four replicas, two proxies, and no timer but those that a test fires. */
export const options: Options = {
  machine: listMachine as Options["machine"],
  replicas: 4,
  checkpointEvery: 4,
  statusMs: Infinity,
  retryMs: Infinity,
};

/** PBFT, with other decisions. */
export function replicas(rules: Partial<Rules> = {}) {
  return pbft({ ...options, rules });
}

/** A stage with four replicas, which may have saved something, and two proxies. */
export function stageWith(
  saved: readonly (readonly Saved[])[] = [],
  rules: Partial<Rules> = {},
): Stage {
  return stageOf(replicas(rules), 6, saved);
}

/** A replica of a stage. */
export function replicaOf({ states }: Stage, node: NodeId): Replica {
  return states[node] as Replica;
}

/** What replicas have executed, each in its order. */
export function executed(stage: Stage, ...nodes: NodeId[]): string[] {
  return nodes.map((node) => (replicaOf(stage, node).machine as string[]).join());
}

/** That these backups of a view have prepared a batch for number 1. */
export function proofOf(view: number, batch: Batch, ...backups: NodeId[]): Proof {
  const of = about(view, batch);
  return {
    prePrepare: sign({ self: view % 4 }, { kind: "prePrepare", ...of } as const),
    prepares: certificateOf(
      backups.map((self) => sign({ self }, { kind: "prepare", ...of } as const)),
    ),
  };
}

/** That these have committed it. */
export function committed(view: number, batch: Batch, ...signers: NodeId[]): Certificate<Commit> {
  const of = about(view, batch);
  return certificateOf(signers.map((self) => sign({ self }, { kind: "commit", ...of } as const)));
}

/** That a replica wants a view, and what it shows. */
export function wants(
  self: NodeId,
  view: number,
  prepared: readonly Proof[] = [],
): Signed<ViewChange> {
  return sign({ self }, { kind: "viewChange", cluster, view, stable: null, prepared } as const);
}

/** What a replica has saved that has prepared a batch, and perhaps executed it, and wants a view. */
export function knowing(
  self: NodeId,
  proof: Proof,
  batch: Batch,
  view: number,
  commits?: Certificate<Commit>,
): Saved[] {
  return [
    { type: "accepted", prePrepare: proof.prePrepare, batch },
    { type: "prepared", proof },
    ...(commits === undefined ? [] : [{ type: "decided", commits, batch } as const]),
    { type: "viewChange", viewChange: wants(self, view, [proof]) },
  ];
}

/** What a replica has saved that knows of nothing, and wants a view. */
export function unknowing(self: NodeId, view: number): Saved[] {
  return [{ type: "viewChange", viewChange: wants(self, view) }];
}
