/**
 * What is signed in PBFT. Each statement says what sort it is, in which cluster, and all that it is about, so that it is
 * good for nothing else.
 *
 * @module
 */

import type { Certificate, Said, Signed } from "../../security/identity/signed.ts";
import type { Request } from "../byzantine_client/messages.ts";

export type { Request };

/** Says which cluster a statement is about, so that no other can be shown it. */
export interface InCluster {
  /** The cluster's name. */
  readonly cluster: string;
}

/** What is said about one sequence number in one view. */
export interface Vote extends InCluster {
  /** The view. */
  readonly view: number;
  /** The place in the order, from 1. */
  readonly sequence: number;
  /** The digest of the batch of requests. */
  readonly digest: string;
}

/** The primary gives a batch this number. */
export interface PrePrepare extends Vote {
  /** What sort of statement it is. */
  readonly kind: "prePrepare";
}

/** A backup has accepted that, and no other batch for that number in that view. */
export interface Prepare extends Vote {
  /** What sort of statement it is. */
  readonly kind: "prepare";
}

/** A replica knows that a quorum has. */
export interface Commit extends Vote {
  /** What sort of statement it is. */
  readonly kind: "commit";
}

/** A replica that has executed everything up to this number is in a state with this digest. */
export interface Checkpoint extends InCluster {
  /** What sort of statement it is. */
  readonly kind: "checkpoint";
  /** The last number. */
  readonly sequence: number;
  /** The digest of the state. */
  readonly digest: string;
}

/** That a batch was prepared: the primary's word, and that of as many backups as make a quorum with it. */
export interface Proof {
  /** The primary's. */
  readonly prePrepare: Said<PrePrepare>;
  /** The backups'; with codes nobody can be shown them, and no signers are named. */
  readonly prepares: Certificate<Prepare>;
}

/** A replica takes no part in earlier views any more. */
export interface ViewChange extends InCluster {
  /** What sort of statement it is. */
  readonly kind: "viewChange";
  /** The view that it wants. */
  readonly view: number;
  /** C: its latest stable checkpoint; null at the beginning. */
  readonly stable: Certificate<Checkpoint> | null;
  /** P: what has been prepared here after that, of each number the latest; by number. With codes: nothing. */
  readonly prepared: readonly Proof[];
  /** With codes: P and Q, in its own word alone. */
  readonly claimed?: Claimed;
}

/** What a batch was given in a view. */
export interface Place {
  /** The view. */
  readonly view: number;
  /** The number. */
  readonly sequence: number;
  /** The digest of the batch. */
  readonly digest: string;
}

/** What a replica says of itself, after its low water mark (TOCS 2002, section 4.5.2). */
export interface Claimed {
  /** P: what has been prepared here, of each number the latest; by number. */
  readonly prepared: readonly Place[];
  /** Q: what it has accepted, of each number and batch the latest. */
  readonly accepted: readonly Place[];
}

/** A view begins. */
export interface NewView extends InCluster {
  /** What sort of statement it is. */
  readonly kind: "newView";
  /** The view. */
  readonly view: number;
  /** V: a quorum that wants it. */
  readonly viewChanges: readonly Signed<ViewChange>[];
  /** O: what follows from V, by number. */
  readonly prePrepares: readonly Signed<PrePrepare>[];
}

/** Requests that have one number together. None at all is the null request. */
export type Batch = readonly Said<Request>[];
