/** What Fast Paxos promises (Lamport 2006, section 2.1), and what the proof of it rests on (CP, section 2.2.2). @module */

import { type Invariant, type InvariantViolation, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import {
  fastMajorities,
  type FastQuorums,
  type FastQuorumSystem,
} from "../../replicated/quorum/fast.ts";
import { agreement, proposalOf, validity } from "../one_value.ts";
import type { Value } from "./messages.ts";
import { compareFastBallots, type FastBallot, fastBallotLabel } from "./ballot.ts";
import { rules } from "./rules.ts";
import type { State } from "./state.ts";
import { type Cast, votersOf, votesIn } from "./votes.ts";

/** Only a value that has been proposed may be voted for. */
export const votesForProposals: Invariant<State> = {
  name: "votes are for proposals",
  words: "what an acceptor votes for has been proposed by somebody",
  check({ states, history }) {
    const proposed = new Set(history.map(({ input }) => proposalOf(input)));
    const node = states.findIndex((s) => {
      const accepted = s?.accepted ?? null;
      return accepted !== null && !proposed.has(accepted.value);
    });
    if (node < 0) return undefined;
    const { value } = states[node]!.accepted!;
    return { words: `node ${node} has voted for "${value}", which nobody proposed`, nodes: [node] };
  },
};

/** What an acceptor was seen to have promised. */
interface Promised {
  readonly promised: FastBallot;
  readonly voted: FastBallot | null;
}

/** A promise is not taken back, not even by a crash, and no vote is cast below it. */
export const promisesAreKept: Invariant<State> = remembering<State, (Promised | null)[]>({
  name: "promises are kept",
  words: "what an acceptor has promised stays promised, and it casts no vote in a lower ballot",
  memory: () => [],
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      memory[node] ??= null;
      if (s === undefined) continue;
      const before = memory[node], voted = s.accepted?.ballot ?? null;
      memory[node] = { promised: s.promised, voted };
      if (before === null) continue;
      const label = fastBallotLabel(before.promised);
      if (compareFastBallots(s.promised, before.promised) < 0) {
        return { words: `node ${node} had promised ${label} and forgot it`, nodes: [node] };
      }
      if (voted === null || compareFastBallots(voted, before.promised) >= 0) continue;
      if (before.voted !== null && compareFastBallots(voted, before.voted) === 0) continue;
      return {
        words: `node ${node} has voted in ${fastBallotLabel(voted)}, and had promised ${label}`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/**
 * CP: if a value is chosen, each vote in a higher ballot is for that value. Besides, a ballot has one value at most
 * that is chosen; a classic one has no votes for any other, and no acceptor votes for two.
 */
export function oneValueIsChosen(quorums: FastQuorums): Invariant<State> {
  return remembering<State, { votes: Cast[] }>({
    name: "one value is chosen",
    words:
      "a round chooses one value at most, and when it has, all votes in higher rounds are for " +
      "that value; an acceptor votes once in a round, and in a classic round all vote alike",
    memory: () => ({ votes: [] }),
    check({ states }, { votes }) {
      let isNew = false;
      for (const [node, s] of states.entries()) {
        if (s === undefined || s.accepted === null) continue;
        const { ballot, value } = s.accepted, cast = votesIn(votes, ballot);
        if (cast.votes.get(node) === value) continue;
        const wrong = contradiction(cast, node, value);
        if (wrong !== undefined) return wrong;
        cast.votes.set(node, value);
        isNew = true;
      }
      // Without a new vote all is as it was when the last one was cast.
      return isNew ? overturned(votes, quorums(states.map((_, node) => node))) : undefined;
    },
  });
}

/** All that must hold where these are the quorums. */
export function invariantsWith(quorums: FastQuorums): readonly Invariant<State>[] {
  return [
    agreement,
    validity,
    votesForProposals,
    promisesAreKept,
    oneValueIsChosen(quorums),
  ];
}

/** All that must hold with the usual quorums. */
export const invariants: readonly Invariant<State>[] = invariantsWith(fastMajorities);

/** What is wrong with a vote, given those in its ballot so far. */
function contradiction(
  { ballot, votes }: Cast,
  voter: NodeId,
  value: Value,
): InvariantViolation | undefined {
  const label = fastBallotLabel(ballot), before = votes.get(voter);
  if (before !== undefined && before !== value) {
    return {
      words: `node ${voter} has voted for "${before}" and for "${value}" in round ${label}`,
      nodes: [voter],
    };
  }
  if (ballot.fast) return undefined;
  const other = [...votes].find(([, known]) => known !== value);
  if (other === undefined) return undefined;
  return {
    words: `round ${label} is classic, and has votes for "${other[1]}" and for "${value}"`,
    nodes: [other[0], voter],
  };
}

/** A value that is chosen, and another that is too or that is voted for in a higher ballot. */
function overturned(
  votes: readonly Cast[],
  system: FastQuorumSystem,
): InvariantViolation | undefined {
  for (const [i, { ballot, votes: cast }] of votes.entries()) {
    const [chosen, second] = [...votersOf(cast)].flatMap(([value, voters]) =>
      rules.isQuorum(ballot, voters, system) ? [value] : []
    );
    if (chosen === undefined) continue;
    const was = `"${chosen}" was chosen in round ${fastBallotLabel(ballot)}`;
    if (second !== undefined) {
      return { words: `${was}, and so was "${second}"`, nodes: [...cast.keys()] };
    }
    for (const higher of votes.slice(i + 1)) {
      const other = [...higher.votes].find(([, value]) => value !== chosen);
      if (other === undefined) continue;
      const [node, value] = other;
      const label = fastBallotLabel(higher.ballot);
      return { words: `${was}, and round ${label} has a vote for "${value}"`, nodes: [node] };
    }
  }
  return undefined;
}
