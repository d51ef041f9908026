/** The decisions that Paxos rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { QuorumSystem } from "../../replicated/quorum/system.ts";
import { type Ballot, compareBallots } from "../ballot.ts";
import type { Saved, Value, Vote } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** The ballot of a node's round. */
  readonly ballotOf: (round: number, node: NodeId) => Ballot;
  /** Whether an acceptor that has promised one ballot may promise another; the same it promises again when it is asked again. */
  readonly mayPromise: (ballot: Ballot, promised: Ballot) => boolean;
  /** Whether an acceptor that has promised one ballot may vote in another. */
  readonly mayAccept: (ballot: Ballot, promised: Ballot) => boolean;
  /** What an acceptor remembers of its last vote when it promises a higher ballot. */
  readonly kept: (accepted: Vote | null, promised: Ballot) => Vote | null;
  /** Whether a reply belongs to the ballot that a proposer is in. */
  readonly isReplyTo: (reply: Ballot, own: Ballot) => boolean;
  /** What a proposer proposes, given the votes that a quorum has told of, and what it would like. */
  readonly toPropose: (votes: readonly Vote[], own: Value) => Value;
  /** What the votes of acceptors have decided, if they have. */
  readonly chosen: (votes: ReadonlyMap<NodeId, Vote>, quorums: QuorumSystem) => Value | undefined;
  /** For how long a proposer stands back, given how long it may at most; `choose(n)` draws from 0 to n − 1. */
  readonly pauseMs: (longestMs: number, choose: (count: number) => number) => number;
  /** What is saved of all that is to survive a crash. */
  readonly saved: (all: Saved) => Saved;
}

/** As in the paper. */
export const rules: Rules = {
  ballotOf: (round, node) => ({ round, node }),
  mayPromise: (ballot, promised) => compareBallots(ballot, promised) > 0,
  mayAccept: (ballot, promised) => compareBallots(ballot, promised) >= 0,
  kept: (accepted) => accepted,
  isReplyTo: (reply, own) => compareBallots(reply, own) === 0,
  toPropose: (votes, own) => highest(votes)?.value ?? own,
  chosen(votes, quorums) {
    for (const { ballot, value } of votes.values()) {
      const same = new Set<NodeId>();
      for (const [acceptor, vote] of votes) {
        if (compareBallots(vote.ballot, ballot) === 0) same.add(acceptor);
      }
      if (quorums.phase2(same)) return value;
    }
    return undefined;
  },
  pauseMs: (longestMs, choose) => 1 + choose(Math.max(1, Math.round(longestMs))),
  saved: (all) => all,
};

/** The vote in the highest ballot. */
export function highest(votes: readonly Vote[]): Vote | undefined {
  return votes.reduce<Vote | undefined>(
    (best, vote) =>
      best === undefined || compareBallots(vote.ballot, best.ballot) > 0 ? vote : best,
    undefined,
  );
}
