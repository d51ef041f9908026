/** Who says what to whom, besides the messages of Multi-Paxos. @module */

import type { Ballot } from "../../consensus/ballot.ts";
import type {
  Message as PaxosMessage,
  Timer as PaxosTimer,
} from "../../consensus/multipaxos/messages.ts";
import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { From, Io, NodeId } from "../../model/protocol.ts";
import type { KeyRange } from "../keys.ts";
import type { Heard } from "../leases/leases.ts";

/** A vote, and who may hold a lease of its keys from the voter. */
export interface Cover {
  /** The slot. */
  readonly slot: number;
  /** Whose leases began before the vote and are not over. */
  readonly holders: readonly NodeId[];
}

/** The messages of quorum leases. */
export type LeaseMessage =
  /** A client → any server: execute this command, which only reads. */
  | { readonly type: "read"; readonly command: unknown }
  /** A server that is asked → the leader: I cannot answer this. */
  | { readonly type: "forwardRead"; readonly command: unknown; readonly address: NodeId }
  /** An administrator → any server: let these hold leases. */
  | { readonly type: "configure"; readonly ranges: readonly KeyRange[] }
  /** A grantor → a holder: a lease on this configuration is to begin. */
  | { readonly type: "guard"; readonly number: number }
  /** The answer: I have heard that. */
  | { readonly type: "guardReply"; readonly number: number; readonly heard: Heard }
  /** A grantor → a holder: you have a lease. What I had when it began is in slots up to `bar`. */
  | {
    readonly type: "leasePromise";
    readonly heard: Heard;
    readonly turn: number;
    readonly bar: number;
  }
  /** The answer: I have it. */
  | { readonly type: "leasePromiseReply"; readonly heard: Heard; readonly turn: number }
  /** A grantor → a holder: give the lease back. */
  | { readonly type: "revoke"; readonly heard: Heard }
  /** The answer: I have it no more. */
  | { readonly type: "revokeReply"; readonly heard: Heard }
  /** A voter → the leader: these may hold leases from me that my votes in this ballot must wait for. */
  | { readonly type: "covered"; readonly ballot: Ballot; readonly votes: readonly Cover[] }
  /** The leader → grantors: I do not hear these; give them no leases. */
  | { readonly type: "silent"; readonly ballot: Ballot; readonly nodes: readonly NodeId[] };

/** Every message. */
export type Message = PaxosMessage | LeaseMessage;

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** What a server waits for. */
export type Timer =
  | PaxosTimer
  /** Its turn to guard, to promise, and to see who is there. */
  | { readonly type: "leases" };

/** The world, as a server sees it. */
export type LeaseIo = Io<Message, Timer, Saved>;
