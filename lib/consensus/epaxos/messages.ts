/** Who says what to whom: the table of contents of EPaxos. @module */

import type { From, Io, NodeId } from "../../model/protocol.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { Ballot } from "../ballot.ts";
import type { Attributes, Dependencies, Id, Phase, Proposal } from "./instance.ts";
import type { Saved } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";

/** Every message. */
export type Message =
  | ClientRequest
  /** The coordinator → replicas (phase 1): this is what I ask for, and what I know that it depends on. */
  | {
    readonly type: "preAccept";
    readonly id: Id;
    /** The first ballot; or that of a recovery which has found out that nothing was decided on the fast path. */
    readonly ballot: Ballot;
    /** What the first coordinator asks for, or asked for. */
    readonly proposal: Proposal;
    /** Not to be looked at before this time, in ms of the receiver's clock; default: at once. See `stamps`. */
    readonly stamp?: number;
  }
  /** A replica → the coordinator: with what I know, it depends on this. */
  | { readonly type: "preAcceptReply"; readonly id: Id; readonly ballot: Ballot } & Attributes
  /** Whoever leads a ballot → replicas (phase 2): vote for this. */
  | {
    readonly type: "accept";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly proposal: Proposal;
  }
  /** A replica → whoever leads the ballot: voted. */
  | { readonly type: "acceptReply"; readonly id: Id; readonly ballot: Ballot }
  /** To all, and to whoever lacks it: this is decided. */
  | { readonly type: "commit"; readonly id: Id; readonly proposal: Proposal }
  /** Whoever recovers an instance → replicas: promise this ballot, and tell what you know. */
  | { readonly type: "prepare"; readonly id: Id; readonly ballot: Ballot }
  /** A replica → whoever recovers: promised, and this is what I knew. */
  | { readonly type: "prepareReply"; readonly id: Id; readonly ballot: Ballot } & Report
  /**
   * Whoever recovers → those who have promised: this may have been decided on the fast path. Which instances that you
   * know of contradict that?
   */
  | {
    readonly type: "validate";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly proposal: Proposal;
  }
  /** A replica → whoever recovers: these do. */
  | {
    readonly type: "validateReply";
    readonly id: Id;
    readonly ballot: Ballot;
    readonly against: readonly Objection[];
  }
  /**
   * Whoever recovers → all: so many replicas have pre-accepted what the first coordinator asked for, and I wait for
   * other instances to be decided. Who waits for mine need not.
   */
  | { readonly type: "waiting"; readonly id: Id; readonly support: number }
  /** A replica → whoever asked: I have promised a higher ballot. */
  | { readonly type: "nack"; readonly id: Id; readonly promised: Ballot }
  /** A replica → another one: all instances up to here are decided, as far as I know; `answer` if you know more. */
  | { readonly type: "status"; readonly decided: Dependencies; readonly answer: boolean }
  /** To a replica that lacks instances which are forgotten: take this state. */
  | { readonly type: "installSnapshot"; readonly snapshot: Snapshot };

/** What a replica knows of an instance when it promises a ballot. */
export interface Report {
  /** The ballot in which it has accepted. */
  readonly accepted: Ballot;
  /** How far it has come. */
  readonly phase: Phase;
  /** What stands there. */
  readonly proposal: Proposal | null;
  /** What the first coordinator asked for. */
  readonly initial: Proposal | null;
}

/** An instance that interferes with one which is recovered, and neither depends on the other. */
export interface Objection {
  /** Which. */
  readonly id: Id;
  /** Whether that is decided. */
  readonly committed: boolean;
}

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** What a replica waits for. */
export type Timer =
  /** The instance of this label should have been decided by now. */
  | { readonly type: "retry"; readonly key: string }
  /** Its turn to propose what has come meanwhile. */
  | { readonly type: "batch" }
  /** It is time to look at what it was asked about the instance of this label. */
  | { readonly type: "held"; readonly key: string }
  /** Its turn to say what it knows to be decided. */
  | { readonly type: "status" };

/** The world, as a replica sees it. */
export type EPaxosIo = Io<Message, Timer, Saved>;

/** All other replicas. */
export function others({ peers, self }: EPaxosIo): NodeId[] {
  return peers.filter((peer) => peer !== self);
}
