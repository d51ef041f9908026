/** One node, in its three roles. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Ballot, NO_BALLOT } from "../ballot.ts";
import type { Saved, Value, Vote } from "./messages.ts";

/** What a node knows. */
export interface State {
  /** Acceptor, saved: it takes no part in ballots below this one. */
  promised: Ballot;
  /** Acceptor, saved: its last vote. Invariant: not in a ballot above `promised`. */
  accepted: Vote | null;
  /** Proposer, saved: the highest round that it has used or heard of, so that it uses none twice. */
  round: number;
  /** Proposer: the ballot in which it tries to get something decided. */
  attempt: Attempt | null;
  /** Proposer: whoever waits for a decision here, and what they want. */
  wishes: Wish[];
  /** Proposer: how often in a row somebody else was in its way. */
  failures: number;
  /** Learner: the last vote of each acceptor, as long as nothing is decided. */
  votes: Map<NodeId, Vote>;
  /** Learner: what is decided. Invariant: once it is known it never changes. */
  decided: Value | null;
}

/** A proposer's ballot. */
export interface Attempt {
  /** Which. */
  readonly ballot: Ballot;
  /** Who has promised, and what each had voted for before. */
  readonly promises: Map<NodeId, Vote | null>;
  /** What it has asked acceptors to vote for; null in phase 1. */
  value: Value | null;
}

/** Somebody waits for a decision. */
export interface Wish {
  /** Whom to answer. */
  readonly client: NodeId;
  /** What they want decided. */
  readonly value: Value;
}

/** A node that has saved nothing yet, or this. */
export function born(saved: Saved = { promised: NO_BALLOT, accepted: null, round: 0 }): State {
  return {
    ...saved,
    attempt: null,
    wishes: [],
    failures: 0,
    votes: new Map(),
    decided: null,
  };
}
