/** Who says what to whom: the table of contents of Raft. @module */

import type { From, NodeId } from "../../model/protocol.ts";
import type { Change, Transition } from "./membership.ts";
import type { Entry } from "./entry.ts";
import type { Position } from "../../replicated/position.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import type { Snapshot } from "./snapshot.ts";

/** What clients and administrators ask of any server. */
export type Request =
  | ClientRequest
  /** An administrator → a server: change who belongs to the cluster. */
  | {
    readonly type: "change";
    readonly transition: Transition;
    readonly changes: readonly Change[];
  }
  /** An administrator → a server: let this server lead instead. */
  | { readonly type: "transfer"; readonly to: NodeId };

/** Every message. */
export type Message =
  | Request
  /** A server that is asked → the leader: this is yours to answer. */
  | { readonly type: "forward"; readonly request: Request; readonly address: NodeId }
  /** A candidate → every voter: I stand for `term`, and `last` is my last entry. */
  | {
    readonly type: "requestVote";
    readonly term: number;
    readonly last: Position;
    /** It only asks who would vote for it; nothing changes by the answer (section 9.6). */
    readonly pre: boolean;
    /** The leader itself has told it to stand, so the leader need not be protected (section 4.2.3). */
    readonly transfer: boolean;
  }
  /** A voter → a candidate: yes or no. */
  | {
    readonly type: "requestVoteReply";
    /** The voter's term; that of the request if it is a yes. */
    readonly term: number;
    readonly granted: boolean;
    readonly pre: boolean;
  }
  /** The leader → a follower: after `previous` come these entries; none at all is a heartbeat. */
  | {
    readonly type: "appendEntries";
    readonly term: number;
    readonly previous: Position;
    readonly entries: readonly Entry[];
    /** How far the leader's log is committed. */
    readonly commit: number;
    /** Numbers the leader's rounds, so that a reply tells what its sender had heard. */
    readonly round: number;
  }
  /** The leader → a follower that needs what is compacted: take this state. */
  | {
    readonly type: "installSnapshot";
    readonly term: number;
    readonly snapshot: Snapshot;
    readonly round: number;
  }
  /** The leader → a follower that needs a snapshot which is too large for a message: take this part of it. */
  | {
    readonly type: "snapshotChunk";
    readonly term: number;
    /** The last entry that the snapshot includes. */
    readonly last: Position;
    /** How many bytes the snapshot has, and the CRC-32C of them all. */
    readonly bytes: number;
    readonly checksum: number;
    /** Where the part begins. */
    readonly offset: number;
    readonly data: Uint8Array;
    /** A block ends with this part, and another one follows. */
    readonly ends?: true;
    readonly round: number;
  }
  /** A follower → the leader: the part at `offset` has come, and I have the first `received` bytes. */
  | {
    readonly type: "snapshotChunkReply";
    readonly term: number;
    readonly last: Position;
    readonly offset: number;
    readonly received: number;
    readonly round: number;
  }
  /** A follower → the leader: my log agrees with yours up to `match`, or does not at `previous`. */
  | {
    readonly type: "appendEntriesReply";
    readonly term: number;
    readonly success: boolean;
    /** The index before the entries that this answers. */
    readonly previous: number;
    /** On success: how far the logs are known to agree. */
    readonly match: number;
    /** On failure: where the leader should look. */
    readonly hint: Hint | null;
    readonly round: number;
  }
  /** The leader → a follower that has its whole log: stand for election now. */
  | { readonly type: "timeoutNow"; readonly term: number };

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** Where a follower's log departs from the leader's (section 3.5, and the course 6.5840). */
export interface Hint {
  /** The term of the entry that conflicts; null when the follower has no entry there. */
  readonly term: number | null;
  /** The first index of that term at the follower, or the first index that it lacks. */
  readonly index: number;
}

/** What a server waits for; all of it is time. */
export type Timer =
  /** No word from a leader. */
  | { readonly type: "election" }
  /** A leader's turn to say that it is there. */
  | { readonly type: "heartbeat" }
  /** A leader's turn to send on what it has appended, if it sends ahead. */
  | { readonly type: "send" }
  /** A leader's turn to go through more of a snapshot that it is to send in chunks. */
  | { readonly type: "prepare" }
  /** A leader's turn to see whether a quorum still follows. */
  | { readonly type: "quorum" }
  /** A transfer of leadership has taken too long. */
  | { readonly type: "transfer" };

/** The messages that answer others. */
export const REPLY_TYPES: readonly Message["type"][] = [
  "requestVoteReply",
  "appendEntriesReply",
  "snapshotChunkReply",
];
