/** Who says what to whom in Paxos, and what is saved. @module */

import type { Io } from "../../model/protocol.ts";
import type { Ballot } from "../ballot.ts";

/** What is decided. */
export type Value = string;

/** A value in a ballot: what an acceptor votes for, and what is decided when a quorum has. */
export interface Vote {
  /** The ballot. */
  readonly ballot: Ballot;
  /** The value; there is one at most in each ballot. */
  readonly value: Value;
}

/** The messages. */
export type Message =
  /** Client → proposer: it wants this decided; it is answered with what is. */
  | { readonly type: "propose"; readonly value: Value }
  /** Proposer → acceptors (phase 1a): promise to take no part in ballots below this one. */
  | { readonly type: "prepare"; readonly ballot: Ballot }
  /** Acceptor → proposer (phase 1b): promised, and this was my last vote. */
  | { readonly type: "promise"; readonly ballot: Ballot; readonly accepted: Vote | null }
  /** Proposer → acceptors (phase 2a): vote for this. */
  | { readonly type: "accept"; readonly ballot: Ballot; readonly value: Value }
  /** Acceptor → learners (phase 2b): it has voted. */
  | { readonly type: "accepted"; readonly ballot: Ballot; readonly value: Value }
  /** Acceptor → proposer: it has promised a higher ballot than yours. */
  | { readonly type: "nack"; readonly ballot: Ballot; readonly promised: Ballot };

/** A node's timer: a proposer has waited for long enough, and tries again. */
export interface Timer {
  /** Its type. */
  readonly type: "retry";
}

/** What survives a crash; the last record says all. */
export interface Saved {
  /** As an acceptor: what it has promised. */
  readonly promised: Ballot;
  /** As an acceptor: its last vote. */
  readonly accepted: Vote | null;
  /** As a proposer: the round of its last ballot. */
  readonly round: number;
}

/** The world as a node sees it. */
export type PaxosIo = Io<Message, Timer, Saved>;

/** Sends a message to each node, the sender included, as each plays all roles. */
export function toAll(io: PaxosIo, message: Message): void {
  for (const peer of io.peers) io.send(peer, message);
}
