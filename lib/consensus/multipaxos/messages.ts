/** Who says what to whom: the table of contents of Multi-Paxos. @module */

import type { From, Io, NodeId } from "../../model/protocol.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { Ballot } from "../ballot.ts";
import type { Saved } from "./journal.ts";
import type { Voted } from "./log.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Value } from "./value.ts";

/** What clients and administrators ask of any server. */
export type Request =
  | ClientRequest
  /** An administrator → a server: let these be the members. */
  | { readonly type: "change"; readonly members: readonly NodeId[] }
  /** An administrator → a server: let this server lead instead. */
  | { readonly type: "transfer"; readonly to: NodeId };

/** Every message. */
export type Message =
  | Request
  /** A server that is asked → the leader: this is yours to answer. */
  | { readonly type: "forward"; readonly request: Request; readonly address: NodeId }
  /** A candidate → acceptors: would you promise this ballot? Nothing changes by the answer (as Ongaro 2014, section 9.6). */
  | { readonly type: "canvass"; readonly ballot: Ballot }
  /** An acceptor → a candidate: I would. */
  | { readonly type: "consent"; readonly ballot: Ballot }
  /** A candidate → acceptors (phase 1a, for all slots at once): promise this ballot, and tell your votes from `first` on. */
  | {
    readonly type: "prepare";
    readonly ballot: Ballot;
    readonly first: number;
    /** The leader of this ballot itself has told it to stand, so that leader need not be protected. */
    readonly named?: Ballot;
  }
  /** An acceptor → the candidate (phase 1b). Its votes up to `executed` are for what is decided. */
  | {
    readonly type: "promise";
    readonly ballot: Ballot;
    readonly votes: readonly Voted[];
    readonly executed: number;
  }
  /**
   * The leader → acceptors (phase 2a): vote for these values in the slots from `first` on; none at all is a
   * heartbeat. What the leader proposed in this ballot in slots up to `executed` is decided.
   */
  | {
    readonly type: "accept";
    readonly ballot: Ballot;
    readonly first: number;
    readonly values: readonly Value[];
    readonly executed: number;
    /** Numbers the leader's heartbeats, so that a reply tells what its sender had heard. */
    readonly round: number;
  }
  /** An acceptor → the leader (phase 2b): voted in the slots from `first` on, so many; executed up to there. */
  | {
    readonly type: "accepted";
    readonly ballot: Ballot;
    readonly first: number;
    readonly count: number;
    readonly executed: number;
    readonly round: number;
  }
  /** An acceptor → a candidate or leader: it has promised a higher ballot than yours. */
  | { readonly type: "nack"; readonly ballot: Ballot; readonly promised: Ballot }
  /** The leader of this ballot → a server that has executed as much: stand now. */
  | { readonly type: "standNow"; readonly ballot: Ballot }
  /** A server that is no member any more → the members: I have executed so far, in case that you have not. */
  | { readonly type: "news"; readonly executed: number }
  /** A server that has missed slots → one that has them: it has executed only so far. */
  | { readonly type: "fetch"; readonly executed: number }
  /** To a server that has missed slots: this is decided in them. The sender has executed up to there. */
  | { readonly type: "learn"; readonly decided: readonly Voted[]; readonly executed: number }
  /** To a server that has missed slots which are gone: take this state. */
  | { readonly type: "installSnapshot"; readonly snapshot: Snapshot }
  /** The same, when the state is too large for a message: take this part of it. */
  | {
    readonly type: "snapshotChunk";
    /** The last slot that the snapshot includes. */
    readonly slot: number;
    /** How many bytes the snapshot has, and the CRC-32C of them all. */
    readonly bytes: number;
    readonly checksum: number;
    /** Where the part begins. */
    readonly offset: number;
    readonly data: Uint8Array;
    /** A block ends with this part, and another one follows. */
    readonly ends?: true;
  }
  /** Its receiver → whoever sent it: the part at `offset` has come, and I have the first `received` bytes. */
  | {
    readonly type: "snapshotChunkReply";
    readonly slot: number;
    readonly offset: number;
    readonly received: number;
  };

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** What a server waits for. */
export type Timer =
  /** No word from a leader. */
  | { readonly type: "election" }
  /** A leader's turn to say that it is there. */
  | { readonly type: "heartbeat" }
  /** A leader's turn to propose what has come meanwhile. */
  | { readonly type: "batch" }
  /** A leader's turn to see whether a quorum still hears it. */
  | { readonly type: "quorum" }
  /** A transfer of leadership has taken too long. */
  | { readonly type: "transfer" }
  /** Its turn to go through more of a snapshot that it is to send in chunks. */
  | { readonly type: "prepare" }
  /** Its turn to see whether those still ask who get a snapshot in chunks. */
  | { readonly type: "handout" };

/** The world, as a server of Multi-Paxos sees it. */
export type MultiPaxosIo = Io<Message, Timer, Saved>;
