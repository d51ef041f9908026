/** What may be chosen about Fast Paxos without making it wrong. @module */

import type { NodeId } from "../../model/protocol.ts";
import { fastMajorities, type FastQuorums } from "../../replicated/quorum/fast.ts";
import type { Rules } from "./rules.ts";

/** What is done when acceptors have voted for different values in a fast ballot (section 3.2). */
export type Recovery =
  /** Its coordinator picks one of them, and asks for votes in the ballot right after it, which is classic. */
  | "coordinated"
  /** Each acceptor picks one by the same rule, and votes for it in the ballot right after it, which is fast. */
  | "uncoordinated"
  /** Its coordinator begins a higher ballot, and asks for promises once more. */
  | "new ballot";

/** The settings. Times are in ms. */
export interface Settings {
  /** Which acceptors are enough; `quorumsApart` says what is asked of them, of 12 nodes at most. */
  readonly quorums: FastQuorums;
  /** The node that begins a ballot when it is born, before anybody proposes. */
  readonly leader: NodeId;
  /**
   * Whether nodes are born with the leader's first ballot prepared: nothing has been voted for below it, so its
   * phase 1 would find nothing, and its "any" can be taken as said. Default: it is prepared by messages.
   */
  readonly prepared: boolean;
  /** Ballots up to this round are fast, all others classic, as fewer nodes need be up to decide in those. */
  readonly fastRounds: number;
  /** How collisions are recovered from. */
  readonly recovery: Recovery;
  /** Who hears of votes: all nodes, or only the coordinator of the ballot. */
  readonly learners: "all" | "the coordinator";
  /** How long whoever waits for a decision does so before it begins a higher ballot. */
  readonly patienceMs: number;
  /** How long a coordinator stands back at most when its first ballot has come to nothing; twice as long each time. */
  readonly backoffMs: number;
  /** It never stands back for longer. */
  readonly mostBackoffMs: number;
}

/** A Fast Paxos that is completely decided: what every function of it is given. */
export interface FastPaxos extends Settings {
  /** Its rules. */
  readonly rules: Rules;
}

/** The first round is fast, for a network in which a message takes a few ms. */
export const settings: Settings = {
  quorums: fastMajorities,
  leader: 0,
  prepared: false,
  fastRounds: 1,
  recovery: "coordinated",
  learners: "all",
  patienceMs: 100,
  backoffMs: 20,
  mostBackoffMs: 1000,
};

/** Throws unless these settings go together. */
export function assertSettings(
  { leader, fastRounds, recovery, learners, patienceMs, backoffMs, mostBackoffMs }: Settings,
): void {
  const demand = (holds: boolean, what: string, given: unknown) => {
    if (!holds) throw new RangeError(`Cannot run Fast Paxos because ${what}: given ${given}`);
  };
  demand(
    Number.isSafeInteger(leader) && leader >= 0,
    "leader must be the number of a node",
    leader,
  );
  demand(
    fastRounds === Infinity || Number.isSafeInteger(fastRounds) && fastRounds >= 0,
    "fastRounds must be a whole number of 0 or more, or Infinity",
    fastRounds,
  );
  demand(
    patienceMs > 0 && patienceMs < Infinity,
    "patienceMs must be more than 0",
    patienceMs,
  );
  demand(
    backoffMs >= 0 && backoffMs <= mostBackoffMs && mostBackoffMs < Infinity,
    "backoffMs must be from 0 to mostBackoffMs",
    `${backoffMs} and ${mostBackoffMs}`,
  );
  demand(
    recovery !== "uncoordinated" || learners === "all",
    `all must hear of votes where acceptors recover by themselves`,
    `learners "${learners}"`,
  );
}

/** Throws unless there is a leader among so many nodes. */
export function assertLeader(leader: NodeId, nodes: number): void {
  if (leader < nodes) return;
  throw new RangeError(
    `Cannot run Fast Paxos because leader must be one of ${nodes} nodes: given ${leader}`,
  );
}
