/** The decisions that Fast Paxos rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { FastQuorumSystem } from "../../replicated/quorum/fast.ts";
import { compareFastBallots, type FastBallot } from "./ballot.ts";
import type { Message, Saved, Value, Vote } from "./messages.ts";
import { picked } from "./pick.ts";
import { type Cast, votersOf } from "./votes.ts";

/** The rules. */
export interface Rules {
  /** Whether an acceptor that has promised one ballot may promise another. */
  readonly mayPromise: (ballot: FastBallot, promised: FastBallot) => boolean;
  /** Whether an acceptor that has promised one ballot, and voted last so, may vote in another. */
  readonly mayVote: (ballot: FastBallot, promised: FastBallot, accepted: Vote | null) => boolean;
  /** What an acceptor remembers of its last vote when it promises a higher ballot. */
  readonly kept: (accepted: Vote | null, promised: FastBallot) => Vote | null;
  /** What a node takes for the first proposal, when one reaches it and it may know of one before. */
  readonly hears: (heard: Value | null, proposal: Value) => Value;
  /** What an acceptor that may vote for any proposal votes for, given the first that has reached it. */
  readonly first: (heard: Value | null) => Value | null;
  /** Whether a reply belongs to the ballot that a coordinator is in. */
  readonly isReplyTo: (reply: FastBallot, own: FastBallot) => boolean;
  /** What a coordinator asks for in `ballot`, given the last votes of a quorum; undefined: any proposal. */
  readonly pick: (
    answers: ReadonlyMap<NodeId, Vote | null>,
    system: FastQuorumSystem,
    ballot: FastBallot,
  ) => Value | undefined;
  /** Whether these decide in a ballot. */
  readonly isQuorum: (
    ballot: FastBallot,
    present: ReadonlySet<NodeId>,
    system: FastQuorumSystem,
  ) => boolean;
  /** What the votes that a learner has heard of have decided, if they have. */
  readonly chosen: (
    votes: readonly Cast[],
    system: FastQuorumSystem,
    isQuorum: Rules["isQuorum"],
  ) => Value | undefined;
  /** Whether these votes in a fast ballot collide, and are enough to go on from. */
  readonly collide: (votes: ReadonlyMap<NodeId, Value>, system: FastQuorumSystem) => boolean;
  /** The ballot in which a collision in another is recovered from. */
  readonly after: (ballot: FastBallot, fast: boolean) => FastBallot;
  /** What is saved of all that is to survive a crash. */
  readonly saved: (all: Saved) => Saved;
  /** Whether a message leaves before what it says is durable. */
  readonly leavesAhead: (message: Message) => boolean;
}

/** As in the paper. */
export const rules: Rules = {
  mayPromise: (ballot, promised) => compareFastBallots(ballot, promised) > 0,
  mayVote: (ballot, promised, accepted) =>
    compareFastBallots(ballot, promised) >= 0 &&
    (accepted === null || compareFastBallots(ballot, accepted.ballot) > 0),
  kept: (accepted) => accepted,
  hears: (heard, proposal) => heard ?? proposal,
  first: (heard) => heard,
  isReplyTo: (reply, own) => compareFastBallots(reply, own) === 0,
  pick: picked,
  isQuorum: ({ fast }, present, system) => fast ? system.fast(present) : system.phase2(present),
  chosen(all, system, isQuorum) {
    for (const { ballot, votes } of all) {
      for (const [value, voters] of votersOf(votes)) {
        if (isQuorum(ballot, voters, system)) return value;
      }
    }
    return undefined;
  },
  collide: (votes, system) =>
    new Set(votes.values()).size > 1 && system.phase1(new Set(votes.keys())),
  after: ({ round, node, step }, fast) => ({ round, node, step: step + 1, fast }),
  saved: (all) => all,
  leavesAhead: () => false,
};
