/** What the replicas of a small PBFT remember and say. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { NewView, OrderMessage, PrePrepare, Proof, Signed, ViewChange } from "../given.ts";

/** What passes between replicas, and what all are asked for. */
export type Message =
  | OrderMessage
  | { readonly type: "ask"; readonly digest: string }
  | { readonly type: "viewChange"; readonly viewChange: Signed<ViewChange> }
  | { readonly type: "newView"; readonly newView: Signed<NewView> };

export interface Slot {
  prePrepare: Signed<PrePrepare> | null;
  prepared: boolean;
  readonly prepares: Map<NodeId, string>;
  readonly commits: Map<NodeId, string>;
}

/** A replica. */
export interface Replica {
  view: number;
  changing: boolean;
  tries: number;
  given: number;
  slots: Map<number, Slot>;
  /** What came for a view that has not begun here. */
  early: OrderMessage[];
  came: Signed<ViewChange>[];
  own: Signed<ViewChange> | null;
  readonly wanted: string[];
  readonly proofs: Proof[];
  readonly committed: Map<number, string>;
}

/** A replica at its birth. */
export const born = (): Replica => ({
  view: 0,
  changing: false,
  tries: 0,
  given: 0,
  slots: new Map(),
  early: [],
  came: [],
  own: null,
  wanted: [],
  proofs: [],
  committed: new Map(),
});

/** Whether it has all the fields that its type says. */
export function isShaped({ signer, statement }: Signed<ViewChange>): boolean {
  const { kind, cluster, view, stable, prepared } = Object(statement) as ViewChange;
  const isVote = (of: unknown) => {
    const { view, sequence, digest } = Object(of) as PrePrepare;
    return Number.isInteger(view) && Number.isInteger(sequence) && typeof digest === "string";
  };
  return Number.isInteger(signer) && typeof kind === "string" && typeof cluster === "string" &&
    Number.isInteger(view) && stable === null && Array.isArray(prepared) &&
    prepared.every(({ prePrepare, prepares }) =>
      isVote(prePrepare?.statement) && isVote(prepares?.statement) &&
      Array.isArray(prepares.signers)
    );
}
