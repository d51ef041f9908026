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
import type { Roster } from "./roster.ts";

/** The messages of Bodega. */
export type RosterMessage =
  /** A client → any server: execute this command, which only reads. */
  | { readonly type: "read"; readonly command: unknown }
  /** A server that is asked → the leader: this is yours to answer. */
  | { readonly type: "forwardRead"; readonly command: unknown; readonly address: NodeId }
  /** An administrator → any server: let these answer reads. */
  | { readonly type: "roster"; readonly ranges: readonly KeyRange[] }
  /** A server that is asked → the leader: this is yours to do. */
  | {
    readonly type: "forwardRoster";
    readonly ranges: readonly KeyRange[];
    readonly address: NodeId;
  }
  /** A server → the leader: many ask me for keys of the range that begins here; let me answer them. */
  | { readonly type: "cover"; readonly range: string }
  /** A grantor → everybody: I have promised the ballot of this roster, and have something in slots up to `bar`. */
  | { readonly type: "guard"; readonly roster: Roster; readonly bar: number }
  /** The answer: I have heard that. */
  | { readonly type: "guardReply"; readonly ballot: Ballot; readonly heard: Heard }
  /** A grantor → a holder: you have a lease; before it is over I promise no other ballot. */
  | {
    readonly type: "leasePromise";
    readonly ballot: Ballot;
    readonly heard: Heard;
    readonly turn: number;
  }
  /** The answer: I have it. */
  | {
    readonly type: "leasePromiseReply";
    readonly ballot: Ballot;
    readonly heard: Heard;
    readonly turn: number;
  }
  /** A grantor → a holder: give the lease back, as I am to promise a higher ballot. */
  | { readonly type: "revoke"; readonly ballot: Ballot; readonly heard: Heard }
  /** The answer: I have it no more. */
  | { readonly type: "revokeReply"; readonly heard: Heard }
  /** A server → those who answer reads: I have voted in these slots, so many from `first` on (an early accept notice). */
  | {
    readonly type: "voted";
    readonly ballot: Ballot;
    readonly first: number;
    readonly count: number;
  };

/** Every message. */
export type Message = PaxosMessage | RosterMessage;

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** What a server waits for. */
export type Timer =
  | PaxosTimer
  /** Its turn to guard, to promise, and to see who is there. */
  | { readonly type: "leases" };

/** The world, as a server sees it. */
export type BodegaIo = Io<Message, Timer, Saved>;

/** Messages that make a server promise a higher ballot. */
export type Held = Incoming<"prepare"> | Incoming<"accept">;
