/** Rules of elections (Ongaro 2014, sections 3.4, 3.6.1, 4.2.2 and 9.6). @module */

import type { NodeId } from "../../../model/protocol.ts";
import { type Configuration, inForceAt, isVoter, latest } from "../configuration.ts";
import type { Position } from "../../../replicated/position.ts";
import { jointVote } from "../../../replicated/quorum/joint.ts";
import type { VoteResult } from "../../../replicated/quorum/majority.ts";
import type { State } from "../state.ts";

/** Who asks for a vote, for which term. */
export interface Candidacy {
  /** The candidate. */
  readonly candidate: NodeId;
  /** The term that it stands for. */
  readonly term: number;
}

/** The rules by which leaders come and go. */
export interface ElectionRules {
  /**
   * How much an election timeout exceeds the least one, from 0 to `rangeMs`; `choose(n)` draws from 0 to
   * n − 1.
   */
  timeoutJitter(rangeMs: number, choose: (count: number) => number): number;
  /** Whether a server may stand for election. */
  promotable(s: Readonly<State>, self: NodeId): boolean;
  /** The term and the vote with which a server becomes a candidate. */
  becomeCandidate(term: number, self: NodeId): { term: number; votedFor: NodeId };
  /** Whether the candidate's log is at least as complete as the voter's own, by their last entries. */
  isUpToDate(candidates: Position, own: Position): boolean;
  /** Whether a voter in `term` whose vote is `votedFor` is free to vote for the candidate. */
  mayVote(term: number, votedFor: NodeId | null, candidacy: Candidacy): boolean;
  /** Whether a voter in `term` would vote for this candidacy if it were to happen. */
  mayPreVote(term: number, candidacy: Candidacy): boolean;
  /** Whether a server that has answered a request for its vote resets its election timer. */
  resetsElectionTimer(granted: boolean): boolean;
  /** How an election stands. */
  countVotes(configuration: Configuration, votes: ReadonlyMap<NodeId, boolean>): VoteResult;
  /** Whether a server in term `own` that meets term `seen` must follow in that term. */
  isOutdated(own: number, seen: number): boolean;
}

/** The rules as they should be. */
export const electionRules: ElectionRules = {
  // On a grid fine enough that servers seldom draw the same.
  timeoutJitter: (rangeMs, choose) =>
    rangeMs === 0 ? 0 : choose(Math.floor(rangeMs * 1024) + 1) / 1024,

  promotable(s, self) {
    const current = latest(s.configurations);
    if (isVoter(current.configuration, self)) return true;
    // A server that leaves may still be needed, as long as its removal is not committed.
    if (current.index <= s.commitIndex) return false;
    return isVoter(inForceAt(s.configurations, current.index - 1).configuration, self);
  },

  becomeCandidate: (term, self) => ({ term: term + 1, votedFor: self }),

  isUpToDate: (candidates, own) =>
    candidates.term > own.term ||
    (candidates.term === own.term && candidates.index >= own.index),

  mayVote: (term, votedFor, asked) =>
    asked.term === term && (votedFor === null || votedFor === asked.candidate),

  mayPreVote: (term, asked) => asked.term > term,

  resetsElectionTimer: (granted) => granted,

  countVotes: (configuration, votes) => jointVote(configuration, (voter) => votes.get(voter)),

  isOutdated: (own, seen) => seen > own,
};
