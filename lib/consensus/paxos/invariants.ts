/** What Paxos promises (Lamport 2001, section 2.1), and what the proof of it rests on (P2a). @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";
import { agreement, validity } from "../one_value.ts";
import { type Cast, noteVote, overturned } from "../votes.ts";
import type { State } from "./state.ts";

/** P2a: if a value is chosen, each vote in a higher ballot is for that value; and a ballot has one value. */
export function chosenStays(quorums: Quorums): Invariant<State> {
  return remembering<State, { votes: Cast[] }>({
    name: "chosen stays",
    words: "when a quorum has voted for a value, all votes in higher ballots are for that value",
    memory: () => ({ votes: [] }),
    check({ states }, { votes }) {
      for (const [node, s] of states.entries()) {
        if (s === undefined || s.accepted === null) continue;
        const { ballot, value } = s.accepted;
        const two = noteVote(votes, node, ballot, value);
        if (two !== undefined) return two;
      }
      return overturned(votes, quorums(states.map((_, node) => node)));
    },
  });
}

/** All that must hold where these are the quorums. */
export function invariantsWith(quorums: Quorums): readonly Invariant<State>[] {
  return [agreement, validity, chosenStays(quorums)];
}

/** All that must hold where majorities decide. */
export const invariants: readonly Invariant<State>[] = invariantsWith(majorities);
