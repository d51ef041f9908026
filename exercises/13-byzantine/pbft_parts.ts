/** Parts 4 to 7: PBFT, piece by piece. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Certificate, Signed } from "hb/security/identity/signed.ts";
import type { Any } from "./given.ts";

/** What every replica is told. Replicas are nodes 0 to `replicas` − 1; clients come after them. */
export interface Cluster {
  /** The cluster's name, which stands in each statement: a signature that was made elsewhere is good for nothing here. */
  readonly cluster: string;
  /** n, from 4. */
  readonly replicas: number;
}

/** What is said about one number in one view. */
export interface Vote {
  readonly cluster: string;
  readonly view: number;
  /** The place in the order, from 1. */
  readonly sequence: number;
  /** The digest of the requests. */
  readonly digest: string;
}

/** The primary gives these requests this number. */
export interface PrePrepare extends Vote {
  readonly kind: "prePrepare";
}
/** A backup has accepted that, and will accept nothing else for that number in that view. */
export interface Prepare extends Vote {
  readonly kind: "prepare";
}
/** A replica knows that it is prepared. */
export interface Commit extends Vote {
  readonly kind: "commit";
}

/** What shows that something was prepared: the primary's word, and that of as many backups as make a quorum with it. */
export interface Proof {
  readonly prePrepare: Signed<PrePrepare>;
  readonly prepares: Certificate<Prepare>;
}

/** Part 4. One replica, in one view that does not end. */
export interface OrderRules extends Cluster {
  readonly self: NodeId;
  readonly view: number;
  /** The low water mark: numbers up to this one are over. */
  readonly low: number;
  /** The high water mark: numbers up to this one may be given. */
  readonly high: number;
}

/** Part 4. What replicas say to each other. */
export type OrderMessage =
  | { readonly type: "prePrepare"; readonly prePrepare: Signed<PrePrepare> }
  | { readonly type: "prepare"; readonly prepare: Signed<Prepare> }
  | { readonly type: "commit"; readonly commit: Signed<Commit> };

/** Part 4. The world. Signing takes it, too: `sign(io, statement)`. */
export interface OrderIo {
  readonly self: NodeId;
  send(to: NodeId, message: OrderMessage): void;
  /** It is prepared here, and this shows it. Once for each number. */
  prepared(proof: Proof): void;
  /** It is committed here. Once for each number. */
  committed(sequence: number, digest: string): void;
}

/** Part 4. */
export interface Phases<S = Any> {
  start(rules: OrderRules): S;
  /** Give the next number to requests with this digest, if you are the primary. */
  propose(s: S, digest: string, io: OrderIo): void;
  prePrepare(s: S, prePrepare: Signed<PrePrepare>, io: OrderIo): void;
  prepare(s: S, prepare: Signed<Prepare>, io: OrderIo): void;
  commit(s: S, commit: Signed<Commit>, io: OrderIo): void;
}

/** A replica that has executed everything up to this number is in a state with this digest. */
export interface Checkpoint {
  readonly kind: "checkpoint";
  readonly cluster: string;
  readonly sequence: number;
  readonly digest: string;
}

/** Part 5. */
export interface CheckpointRules extends Cluster {
  readonly self: NodeId;
  /** K: a checkpoint is due when so many more numbers have been executed. */
  readonly every: number;
  /** L: how many numbers lie between the water marks; a multiple of K. */
  readonly size: number;
}

/** Part 5. The world. */
export interface CheckpointIo {
  readonly self: NodeId;
  send(
    to: NodeId,
    message: { readonly type: "checkpoint"; readonly checkpoint: Signed<Checkpoint> },
  ): void;
  /** The low water mark rises, and this shows why it may. */
  stable(certificate: Certificate<Checkpoint>): void;
}

/** Part 5. */
export interface Checkpoints<S = Any> {
  start(rules: CheckpointRules): S;
  /** This replica has executed number `sequence`, one after the other from 1, and its state has this digest now. */
  executed(s: S, sequence: number, digest: string, io: CheckpointIo): void;
  /** A replica has signed this. */
  checkpoint(s: S, checkpoint: Signed<Checkpoint>, io: CheckpointIo): void;
  /** Whether a number lies between the water marks. */
  isBetween(s: S, sequence: number): boolean;
}

/** A replica takes no part in earlier views any more. */
export interface ViewChange {
  readonly kind: "viewChange";
  readonly cluster: string;
  /** The view that it wants. */
  readonly view: number;
  /** C: what makes its last checkpoint stable; null at the beginning. */
  readonly stable: Certificate<Checkpoint> | null;
  /** P: what it has prepared after that, of each number in the latest view; by number, the lowest first. */
  readonly prepared: readonly Proof[];
}

/** A view begins. */
export interface NewView {
  readonly kind: "newView";
  readonly cluster: string;
  readonly view: number;
  /** V: who wants it, with all that they show. */
  readonly viewChanges: readonly Signed<ViewChange>[];
  /** O: what its primary proposes first, by number. */
  readonly prePrepares: readonly Signed<PrePrepare>[];
}

/** Part 6. */
export interface NewViewRules extends Cluster {
  readonly size: number;
  /** The digest of the null request, which does nothing. */
  readonly nothing: string;
}

/** Part 6. What a replica knows. */
export interface Log {
  readonly executed: number;
  readonly stable: Certificate<Checkpoint> | null;
  /** All that was ever prepared here, in whatever order. */
  readonly proofs: readonly Proof[];
}

/** Part 6. */
export interface NewViews {
  /** What a replica that knows this says when it wants a view. */
  want(rules: NewViewRules, log: Log, view: number): ViewChange;
  /** Whether that was prepared. */
  isProof(rules: NewViewRules, proof: Proof): boolean;
  /** Whether a replica may say this. */
  isViewChange(rules: NewViewRules, viewChange: Signed<ViewChange>): boolean;
  /**
   * As the primary of this view: with whose words it begins, and what is proposed first, not signed yet; null: it cannot
   * begin yet. What has come may be about other views, invalid, or there twice.
   */
  begin(rules: NewViewRules, view: number, came: readonly Signed<ViewChange>[]): Beginning | null;
  /** Whether a view may begin so. */
  isNewView(rules: NewViewRules, newView: Signed<NewView>): boolean;
}

/** Part 6. */
export interface Beginning {
  readonly viewChanges: readonly Signed<ViewChange>[];
  readonly prePrepares: readonly PrePrepare[];
}

/** Part 7. What a client signs. */
export interface Request {
  readonly kind: "request";
  readonly cluster: string;
  /** Counts the requests of this client, from 1. */
  readonly timestamp: number;
  readonly command: string;
}

/** Part 7. */
export interface ClientRules extends Cluster {
  readonly self: NodeId;
  readonly retryMs: number;
}

/** Part 7. What a replica says. */
export interface Reply {
  readonly view: number;
  readonly timestamp: number;
  readonly result: unknown;
}

/** Part 7. The world. */
export interface ClientIo {
  readonly self: NodeId;
  send(
    to: NodeId,
    message: { readonly type: "request"; readonly request: Signed<Request> },
  ): void;
  /** This came of the command. */
  answer(result: unknown): void;
  /** `overdue` is to be called so much later; what was to be is not. */
  wait(ms: number): void;
  /** It is not to be called. */
  cancel(): void;
}

/** Part 7. */
export interface Client<S = Any> {
  start(rules: ClientRules): S;
  ask(s: S, command: string, io: ClientIo): void;
  reply(s: S, from: NodeId, reply: Reply, io: ClientIo): void;
  overdue(s: S, io: ClientIo): void;
}
