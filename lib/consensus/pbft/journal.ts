/** What a node saves before it says it, and what it knows when it starts again. @module */

import { compare } from "../../model/compare.ts";
import type { Certificate, Said, Signed } from "../../security/identity/signed.ts";
import type { Asked } from "../byzantine_client/messages.ts";
import type {
  Batch,
  Checkpoint,
  Commit,
  NewView,
  PrePrepare,
  Proof,
  ViewChange,
} from "./statements.ts";
import type { Place } from "./statements.ts";
import { type Authentication, forgetAccepted, noteAccepted } from "./accepted.ts";
import type { Held, Snapshot } from "./state.ts";

/** One record of the journal. */
export type Saved =
  | Asked
  /** It has proposed this, or accepted it. */
  | { readonly type: "accepted"; readonly prePrepare: Said<PrePrepare>; readonly batch: Batch }
  /** In a short journal: somebody may ask for this batch, which was proposed for this number last. */
  | ({ readonly type: "held" } & Held)
  /** With codes, in a short journal: it has accepted this in earlier views. */
  | { readonly type: "claims"; readonly accepted: readonly Place[] }
  /** This is prepared. */
  | { readonly type: "prepared"; readonly proof: Proof }
  /** This is committed. */
  | { readonly type: "decided"; readonly commits: Certificate<Commit>; readonly batch: Batch }
  /** This is stable, and here the state that goes with it; null when it has not come so far. */
  | {
    readonly type: "stable";
    readonly checkpoints: Certificate<Checkpoint>;
    readonly snapshot: Snapshot | null;
  }
  /** It has been sent the state that goes with a stable checkpoint. */
  | { readonly type: "installed"; readonly snapshot: Snapshot }
  /** It takes part in no earlier view any more. */
  | { readonly type: "viewChange"; readonly viewChange: Signed<ViewChange> }
  /** This view has begun. */
  | { readonly type: "newView"; readonly newView: Signed<NewView> };

/** What a journal adds up to. */
export interface Recalled {
  /** How many requests a proxy has signed. */
  timestamp: number;
  /** The view. */
  view: number;
  /** The word for the view, if it has not begun. */
  viewChange: Signed<ViewChange> | null;
  /** How it has begun; null otherwise, and in view 0. */
  newView: Signed<NewView> | null;
  /** What was accepted, by number and digest: in the present view, or earlier, as somebody may ask for the batch. */
  readonly accepted: Map<
    string,
    { readonly prePrepare: Said<PrePrepare>; readonly batch: Batch }
  >;
  /** Q: what was accepted, of each number and batch the latest. */
  readonly claims: Map<string, Place>;
  /** Batches that were accepted some time, and may be asked for. */
  held: Held[];
  /** What is prepared, by number. */
  readonly prepared: Map<number, Proof>;
  /** What is committed, by number. */
  readonly decided: Map<number, { readonly commits: Certificate<Commit>; readonly batch: Batch }>;
  /** The stable checkpoint. */
  stable: Certificate<Checkpoint> | null;
  /** The state to begin with; null: the first. */
  snapshot: Snapshot | null;
}

/** What a journal adds up to. */
export function recall(journal: readonly Saved[]): Recalled {
  const recalled: Recalled = {
    timestamp: 0,
    view: 0,
    viewChange: null,
    newView: null,
    accepted: new Map(),
    claims: new Map(),
    held: [],
    prepared: new Map(),
    decided: new Map(),
    stable: null,
    snapshot: null,
  };
  for (const saved of journal) add(recalled, saved);
  forgetAccepted(recalled.claims, recalled.stable?.statement.sequence ?? 0);
  return recalled;
}

function add(recalled: Recalled, saved: Saved): void {
  switch (saved.type) {
    case "asked":
      recalled.timestamp = saved.timestamp;
      return;
    case "accepted": {
      const { prePrepare, batch } = saved;
      const { sequence, digest } = prePrepare.statement;
      recalled.accepted.set(`${sequence} ${digest}`, { prePrepare, batch });
      noteAccepted(recalled.claims, prePrepare.statement);
      return;
    }
    case "held": {
      const { type: _, ...held } = saved;
      recalled.held.push(held);
      return;
    }
    case "claims":
      for (const place of saved.accepted) noteAccepted(recalled.claims, place);
      return;
    case "prepared":
      recalled.prepared.set(saved.proof.prePrepare.statement.sequence, saved.proof);
      return;
    case "decided": {
      const { commits, batch } = saved;
      recalled.decided.set(commits.statement.sequence, { commits, batch });
      return;
    }
    case "stable":
      recalled.stable = saved.checkpoints;
      recalled.snapshot = saved.snapshot ?? recalled.snapshot;
      return forget(recalled);
    case "installed":
      recalled.snapshot = saved.snapshot;
      return forget(recalled);
    case "viewChange":
      recalled.view = saved.viewChange.statement.view;
      recalled.viewChange = saved.viewChange;
      recalled.newView = null;
      return;
    case "newView":
      recalled.view = saved.newView.statement.view;
      recalled.viewChange = null;
      recalled.newView = saved.newView;
      for (const { statement } of saved.newView.statement.prePrepares) {
        noteAccepted(recalled.claims, statement);
      }
      return;
  }
}

/** Forgets what is below a stable checkpoint, and what is executed in the state that was saved last. */
function forget(recalled: Recalled): void {
  const { accepted, prepared, decided, stable, snapshot } = recalled;
  const low = stable?.statement.sequence ?? 0, settled = Math.min(low, snapshot?.sequence ?? 0);
  for (const sequence of prepared.keys()) if (sequence <= low) prepared.delete(sequence);
  recalled.held = recalled.held.filter(({ sequence }) => sequence > settled);
  for (const [place, { prePrepare }] of accepted) {
    if (prePrepare.statement.sequence <= settled) accepted.delete(place);
  }
  for (const sequence of decided.keys()) if (sequence <= settled) decided.delete(sequence);
}

/** The shortest journal from which a node starts alike. */
export function compact(
  journal: readonly Saved[],
  authentication: Authentication = "signatures",
): Saved[] {
  const recalled = recall(journal), { timestamp, viewChange, newView, claims } = recalled;
  const { accepted, held, prepared, decided, stable, snapshot } = recalled;
  const inOrder = <K, V>(map: ReadonlyMap<K, V>) =>
    [...map].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
  return [
    ...(timestamp === 0 ? [] : [{ type: "asked" as const, timestamp }]),
    ...(stable === null ? [] : [{ type: "stable" as const, checkpoints: stable, snapshot }]),
    ...(authentication === "signatures" || claims.size === 0
      ? []
      : [{ type: "claims" as const, accepted: inOrder(claims) }]),
    ...held.map((each) => ({ type: "held" as const, ...each })),
    ...inOrder(accepted).map((each) => ({ type: "accepted" as const, ...each })),
    ...inOrder(prepared).map((proof) => ({ type: "prepared" as const, proof })),
    ...inOrder(decided).map((each) => ({ type: "decided" as const, ...each })),
    ...(viewChange === null ? [] : [{ type: "viewChange" as const, viewChange }]),
    ...(newView === null ? [] : [{ type: "newView" as const, newView }]),
  ];
}
