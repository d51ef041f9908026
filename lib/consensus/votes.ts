/**
 * All votes that acceptors have ever cast for one decision: the state of Voting, the algorithm that Paxos
 * implements (Lamport, *How to win a Turing award*). Whoever remembers them sees most directly whether a decision
 * is safe: it is when what a quorum has voted for is all that is voted for in higher ballots (Lamport 2001, P2a).
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { QuorumSystem } from "../replicated/quorum/system.ts";
import { type Ballot, ballotLabel, compareBallots } from "./ballot.ts";

/** The votes in one ballot. */
export interface Cast {
  /** The ballot. */
  readonly ballot: Ballot;
  /** What they are for, as text. */
  readonly value: string;
  /** Who has voted, in order. */
  readonly voters: NodeId[];
}

/** What is wrong with a vote: others have voted for something else in its ballot. */
export interface Contradiction {
  /** In a sentence. */
  readonly words: string;
  /** Who has voted in that ballot. */
  readonly nodes: readonly NodeId[];
}

/** Notes a vote among those of its decision, which stay in the order of their ballots. */
export function noteVote(
  votes: Cast[],
  voter: NodeId,
  ballot: Ballot,
  value: string,
): Contradiction | undefined {
  const at = votes.findIndex((cast) => compareBallots(cast.ballot, ballot) >= 0);
  const known = votes[at];
  if (known === undefined || compareBallots(known.ballot, ballot) !== 0) {
    votes.splice(at < 0 ? votes.length : at, 0, { ballot, value, voters: [voter] });
    return undefined;
  }
  const { voters } = known;
  if (known.value !== value) {
    return {
      words: `ballot ${ballotLabel(ballot)} has votes for "${known.value}" and for "${value}"`,
      nodes: [...voters, voter],
    };
  }
  if (!voters.includes(voter)) {
    voters.push(voter);
    voters.sort((a, b) => a - b);
  }
  return undefined;
}

/** A vote against what a quorum had decided in a lower ballot, if there is one. */
export function overturned(
  votes: readonly Cast[],
  quorums: QuorumSystem,
): Contradiction | undefined {
  for (const [i, { ballot, value, voters }] of votes.entries()) {
    if (!quorums.phase2(new Set(voters))) continue;
    const other = votes.slice(i + 1).find((cast) => cast.value !== value);
    if (other === undefined) continue;
    return {
      words: `"${value}" was decided in ballot ${ballotLabel(ballot)}, and ballot ` +
        `${ballotLabel(other.ballot)} has a vote for "${other.value}"`,
      nodes: other.voters,
    };
  }
  return undefined;
}
