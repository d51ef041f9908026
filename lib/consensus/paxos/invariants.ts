/** What Paxos promises (Lamport 2001, section 2.1), and what the proof of it rests on (P2b). @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";
import { type Cast, noteVote, overturned } from "../votes.ts";
import type { Message, Value } from "./messages.ts";
import type { State } from "./state.ts";

/** Only a value that has been proposed may be decided. */
export const validity: Invariant<State> = {
  name: "validity",
  words: "what is decided has been proposed by somebody",
  check({ states, history }) {
    const node = states.findIndex((s) => s !== undefined && s.decided !== null);
    const decided = states[node]?.decided;
    if (node < 0 || history.some(({ input }) => valueOf(input) === decided)) return undefined;
    return { words: `node ${node} has learnt "${decided}", which nobody proposed`, nodes: [node] };
  },
};

/** Only one value is decided, and nobody learns another one, before a crash or after it. */
export const agreement: Invariant<State> = remembering<State, { decided: Value | null }>({
  name: "agreement",
  words: "no two nodes learn different values, and none forgets one for another",
  memory: () => ({ decided: null }),
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.decided === null) continue;
      memory.decided ??= s.decided;
      if (s.decided === memory.decided) continue;
      const first = states.findIndex((other) => other?.decided === memory.decided);
      return {
        words: `node ${node} has learnt "${s.decided}", and "${memory.decided}" was decided before`,
        nodes: first < 0 ? [node] : [first, node],
      };
    }
    return undefined;
  },
  rename: (memory) => memory,
});

/** P2b: if a value is chosen, each vote in a higher ballot is for that value; and a ballot has one value. */
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

function valueOf(input: unknown): Value {
  return typeof input === "string" ? input : (input as Message & { type: "propose" }).value;
}
