/** What a replica knows, and what a client's proxy does. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Certificate, Said, Signed } from "../../security/identity/signed.ts";
import type { Proxy } from "../byzantine_client/proxy.ts";
import type { LastReply } from "../byzantine_client/served.ts";
import type {
  Batch,
  Checkpoint,
  Commit,
  NewView,
  Place,
  Prepare,
  PrePrepare,
  Proof,
  Request,
  ViewChange,
} from "./statements.ts";

export type { LastReply, Proxy };

/** What is known in the present view about one sequence number. */
export interface Slot {
  /** What its primary has proposed; null as long as nothing is accepted. */
  prePrepare: Said<PrePrepare> | null;
  /** The first word of each backup. */
  readonly prepares: Map<NodeId, Said<Prepare>>;
  /** The first word of each replica. */
  readonly commits: Map<NodeId, Said<Commit>>;
  /** Whether this replica has said that it is prepared. */
  isPrepared: boolean;
  /** What its primary has proposed with requests whose codes are wrong here; absent if there is no such thing. */
  doubted?: { readonly prePrepare: Said<PrePrepare>; readonly batch: Batch };
}

/** A state that may have to be shown to others: all that depends on what was executed. */
export interface Snapshot {
  /** Everything up to this number is executed in it. */
  readonly sequence: number;
  /** Its pages: first the clients' last replies, then those of the state machine. Nobody changes them. */
  readonly pages: readonly unknown[];
  /** The digest of each. */
  readonly digests: readonly string[];
}

/** The state at a checkpoint, as far as it has come. */
export interface Transfer {
  /** The number of the checkpoint. */
  readonly sequence: number;
  /** Whom it asks just now. */
  server: NodeId;
  /** The digests of all pages; null as long as they are not known. */
  digests: readonly string[] | null;
  /** The pages that have come, by their place. */
  readonly pages: Map<number, unknown>;
}

/** A batch, and the number that it was proposed for last. */
export interface Held {
  /** The requests. */
  readonly batch: Batch;
  /** It is of no use once this number has been executed and is below a stable checkpoint. */
  sequence: number;
}

/** A replica. */
export interface Replica<D = unknown> {
  /** Tells it from a proxy. */
  readonly role: "replica";
  /** Its view. */
  view: number;
  /** Whether it waits for that view to begin. It then takes no part in ordering. */
  changing: boolean;
  /** How the view began; null in view 0, and while it waits. */
  newView: Signed<NewView> | null;
  /** Its own word that it wants the view, while it waits. */
  ownViewChange: Signed<ViewChange> | null;
  /** Of each replica the latest word that it wants a later view, or this one. */
  readonly viewChanges: Map<NodeId, Signed<ViewChange>>;
  /** How many views in a row have not executed anything: each waits twice as long. */
  failedViews: number;
  /** The low water mark h: a quorum has signed the state there. Null: it is 0. */
  stable: Certificate<Checkpoint> | null;
  /** What has been said about checkpoints after that, by number and replica: the first word of each. */
  readonly checkpoints: Map<number, Map<NodeId, Signed<Checkpoint>>>;
  /** Its own states at checkpoints that may become stable, and at the latest stable one that it had reached. */
  readonly snapshots: Map<number, Snapshot>;
  /** What is known about numbers in the present view. */
  readonly slots: Map<number, Slot>;
  /** P: what was prepared here after the low water mark, of each number in the latest view. */
  readonly prepared: Map<number, Proof>;
  /** Q: with codes, what was accepted here after the low water mark, of each number and batch the latest. */
  readonly accepted: Map<string, Place>;
  /** With codes: what each replica says that a quorum has committed, by number. */
  readonly told: Map<number, Map<NodeId, Commit>>;
  /** What a quorum has committed, after the low water mark or what is executed, whichever is lower. */
  readonly decided: Map<number, Certificate<Commit>>;
  /** The batches, by digest. */
  readonly batches: Map<string, Held>;
  /** The highest number that it has given as primary, or has seen when its view began. */
  assigned: number;
  /** Everything up to this number is executed. */
  executed: number;
  /** What commands are executed on. */
  machine: D;
  /** What each client was answered last. */
  sessions: Map<NodeId, LastReply>;
  /** Of each client the latest request that it has heard and not executed, the oldest first. */
  waiting: Said<Request>[];
  /** The request that it times, which was the oldest when that began; null: none. */
  timed: { readonly client: NodeId; readonly timestamp: number } | null;
  /** As primary: the timestamp of each client's latest request that has a number. */
  readonly proposed: Map<NodeId, number>;
  /** The state that it is being sent; absent when it is not behind. */
  transfer?: Transfer;
}

/** A node. */
export type State<D = unknown> = Replica<D> | Proxy;

/** The low water mark of a replica. */
export function lowOf({ stable }: Readonly<Replica>): number {
  return stable?.statement.sequence ?? 0;
}

/** Up to this number nothing is of use any more: it is executed, and in a stable checkpoint. */
export function settledUpTo(s: Readonly<Replica>): number {
  return Math.min(lowOf(s), s.executed);
}

/** The replica that proposes in a view. */
export function primaryOf(view: number, replicas: number): NodeId {
  return view % replicas;
}
