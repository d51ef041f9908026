/** Who says what to whom in Fast Paxos, and what is saved. @module */

import type { Io } from "../../model/protocol.ts";
import type { FastBallot } from "./ballot.ts";

/** What is decided. */
export type Value = string;

/** What an acceptor votes for, and in which ballot. */
export interface Vote {
  /** The ballot. */
  readonly ballot: FastBallot;
  /** The value; in a fast ballot others may have voted for another one. */
  readonly value: Value;
}

/** The messages. */
export type Message =
  /** Client → proposer: it wants this decided; it is answered with what is. */
  | { readonly type: "propose"; readonly value: Value }
  /** Proposer → coordinators and acceptors: somebody wants this decided. */
  | { readonly type: "proposal"; readonly value: Value }
  /** Coordinator → acceptors (phase 1a): promise to take no part in ballots below this one. */
  | { readonly type: "prepare"; readonly ballot: FastBallot }
  /** Acceptor → coordinator (phase 1b): promised, and this was my last vote. */
  | { readonly type: "promise"; readonly ballot: FastBallot; readonly accepted: Vote | null }
  /** Coordinator → acceptors (phase 2a): vote for this. */
  | { readonly type: "accept"; readonly ballot: FastBallot; readonly value: Value }
  /** Coordinator → acceptors (phase 2a of a fast ballot): vote for the first proposal that reaches you. */
  | { readonly type: "any"; readonly ballot: FastBallot }
  /** Acceptor → learners (phase 2b): it has voted. */
  | { readonly type: "accepted"; readonly ballot: FastBallot; readonly value: Value }
  /** Acceptor → coordinator: it has promised a higher ballot of somebody else. */
  | { readonly type: "nack"; readonly ballot: FastBallot; readonly promised: FastBallot };

/** A node's timer: whoever waits for a decision has waited for long enough, and takes over. */
export interface Timer {
  /** Its type. */
  readonly type: "retry";
}

/** What survives a crash; the last record says all. */
export interface Saved {
  /** As an acceptor: what it has promised. */
  readonly promised: FastBallot;
  /** As an acceptor: its last vote. */
  readonly accepted: Vote | null;
  /** As a coordinator: the round of its last ballot. */
  readonly round: number;
}

/** The world as a node sees it. */
export type FastIo = Io<Message, Timer, Saved>;

/** Sends a message to each node, the sender included, as each plays all roles. */
export function toAll(io: FastIo, message: Message): void {
  for (const peer of io.peers) io.send(peer, message);
}
