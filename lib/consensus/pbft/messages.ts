/** Who says what to whom: the table of contents of PBFT. Replicas are nodes 0 to n − 1, proxies of clients come after. @module */

import type { From, Io, NodeId } from "../../model/protocol.ts";
import type { Certificate, Said, Signed } from "../../security/identity/signed.ts";
import type { ClientMessage, Retry } from "../byzantine_client/messages.ts";
import type { Saved } from "./journal.ts";
import type {
  Batch,
  Checkpoint,
  Commit,
  NewView,
  Prepare,
  PrePrepare,
  ViewChange,
} from "./statements.ts";

/** Every message. */
export type Message =
  /** A client ↔ its proxy ↔ replicas; a backup → the primary, what a client asks. */
  | ClientMessage
  /** The primary → backups, with the requests. */
  | { readonly type: "prePrepare"; readonly prePrepare: Said<PrePrepare>; readonly batch: Batch }
  /** A backup → all. */
  | { readonly type: "prepare"; readonly prepare: Said<Prepare> }
  /** A replica → all. */
  | { readonly type: "commit"; readonly commit: Said<Commit> }
  /** A replica → all. */
  | { readonly type: "checkpoint"; readonly checkpoint: Signed<Checkpoint> }
  /** A replica → all. */
  | { readonly type: "viewChange"; readonly viewChange: Signed<ViewChange> }
  /** The primary of the new view → all; any replica → one that has not heard of it. */
  | { readonly type: "newView"; readonly newView: Signed<NewView> }
  /** A replica → all, now and then: so far have I come; tell me what I have missed. */
  | {
    readonly type: "status";
    readonly view: number;
    /** Whether it waits for that view to begin. */
    readonly changing: boolean;
    /** Its low water mark. */
    readonly low: number;
    /** How far it has executed. */
    readonly executed: number;
  }
  /** A replica → one that has executed less: a quorum has committed this. With codes nobody is shown to have signed it. */
  | {
    readonly type: "decided";
    readonly commits: Certificate<Commit>;
    readonly batch: Batch | null;
  }
  /** A replica → one whose low water mark is lower. */
  | { readonly type: "stable"; readonly checkpoints: Certificate<Checkpoint> }
  /** A replica → others: send me the batch with this digest. */
  | { readonly type: "fetchBatch"; readonly digest: string }
  /** The answer. */
  | { readonly type: "batch"; readonly batch: Batch }
  /** A replica that is behind → another: which pages has the state at this number? */
  | { readonly type: "fetchPages"; readonly sequence: number }
  /** The answer: their digests, whose digest a quorum has signed. */
  | { readonly type: "pages"; readonly sequence: number; readonly digests: readonly string[] }
  /** The same → another: send me this page. */
  | { readonly type: "fetchPage"; readonly sequence: number; readonly page: number }
  /** The answer. */
  | {
    readonly type: "page";
    readonly sequence: number;
    readonly page: number;
    readonly content: unknown;
  };

/** Every timer. */
export type Timer =
  /** At a backup: a request has waited for so long that the primary must be to blame. */
  | { readonly type: "suspicion" }
  /** At a replica that waits for a new view: its primary must be to blame. */
  | { readonly type: "newViewDue" }
  /** At a replica: time to say how far it has come. */
  | { readonly type: "status" }
  | Retry;

/** A message of one type, and who sent it. */
export type Incoming<K extends Message["type"]> = Readonly<Extract<Message, { type: K }>> & From;

/** The world of a replica or a proxy. */
export type PbftIo = Io<Message, Timer, Saved>;

/** The nodes that are replicas. */
export function replicasOf(replicas: number): NodeId[] {
  return Array.from({ length: replicas }, (_, node) => node);
}
