/** One node, in its four roles. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type FastBallot, NO_FAST_BALLOT } from "./ballot.ts";
import type { Saved, Value, Vote } from "./messages.ts";
import type { Cast } from "./votes.ts";

/** What a node knows. */
export interface State {
  /** Acceptor, saved: it takes no part in ballots below this one. */
  promised: FastBallot;
  /** Acceptor, saved: its last vote. Invariant: not in a ballot above `promised`. */
  accepted: Vote | null;
  /** Acceptor: the highest ballot in which it may vote for any proposal, whether or not it has. */
  open: FastBallot | null;
  /** Acceptor and coordinator: the first proposal that has reached it. */
  heard: Value | null;
  /** Coordinator, saved: the highest round that it has used or heard of, so that it uses none twice. */
  round: number;
  /** Coordinator: the ballot in which it tries to get something decided. */
  attempt: Attempt | null;
  /** Coordinator: how many of its ballots have come to nothing, one after the other. */
  failures: number;
  /** Proposer: whoever waits for a decision here, and what they want. */
  wishes: Wish[];
  /** Learner: what it has heard of the votes in each ballot, lowest first, as long as nothing is decided. */
  votes: Cast[];
  /** Learner: what is decided. Invariant: once it is known it never changes. */
  decided: Value | null;
}

/** A coordinator's ballot. */
export interface Attempt {
  /** Which. */
  readonly ballot: FastBallot;
  /** Who has promised, and what each had voted for before. */
  readonly promises: Map<NodeId, Vote | null>;
  /** Whether it has asked acceptors to vote, for a value or for any. */
  asked: boolean;
}

/** Somebody waits for a decision. */
export interface Wish {
  /** Whom to answer. */
  readonly client: NodeId;
  /** What they want decided. */
  readonly value: Value;
}

/** A node that has saved nothing yet, or this. */
export function born(
  saved: Saved = { promised: NO_FAST_BALLOT, accepted: null, round: 0 },
): State {
  return {
    ...saved,
    open: null,
    heard: null,
    attempt: null,
    failures: 0,
    wishes: [],
    votes: [],
    decided: null,
  };
}
