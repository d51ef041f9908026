/** What Multi-Paxos promises: each slot is decided by a Paxos of its own, and everybody executes the same. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";
import { type Ballot, ballotLabel, compareBallots, NO_BALLOT } from "../ballot.ts";
import { type Cast, noteVote, overturned } from "../votes.ts";
import { membersAt, noteConfigurations, type Placed } from "./configuration.ts";
import type { State } from "./state.ts";
import { toldAs } from "./value.ts";

/** Nobody learns another value for a slot than anybody else, before a crash or after it. */
export const agreement: Invariant<State> = remembering<State, { decided: Map<number, string> }>({
  name: "agreement",
  words: "no two servers learn different values for a slot",
  memory: () => ({ decided: new Map() }),
  check({ states }, { decided }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      for (const [slot, { chosen, value }] of s.log.entries) {
        if (!chosen) continue;
        const told = toldAs(value), known = decided.get(slot);
        if (known === undefined) decided.set(slot, told);
        else if (known !== told) {
          return {
            words: `server ${node} has learnt ${told} for slot ${slot}, which was ${known}`,
            nodes: [node],
          };
        }
      }
    }
    return undefined;
  },
  rename: (memory) => memory,
});

/** What an acceptor has promised it keeps, also when it crashes. */
export const promisesKept: Invariant<State> = remembering<State, { promised: Ballot[] }>({
  name: "promises are kept",
  words: "no server takes part in a ballot below one that it has promised",
  memory: () => ({ promised: [] }),
  check({ states }, { promised }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      const before = promised[node] ?? NO_BALLOT;
      promised[node] = s.promised;
      if (compareBallots(s.promised, before) >= 0) continue;
      return {
        words: `it had promised ballot ${ballotLabel(before)}, and takes part in ` +
          ballotLabel(s.promised),
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** What is remembered of all votes. */
interface Cases {
  /** The votes of each slot that not everybody has executed. */
  readonly slots: Map<number, Cast[]>;
  /** All configurations, by the slots from which they hold. */
  readonly configurations: Placed[];
  /** Everybody has executed the slots up to this one. */
  settled: number;
}

/**
 * Each slot is a run of Paxos: what a quorum of its members has voted for is what is voted for in higher ballots.
 * That each step is one of Paxos is said by `refinement`, and explored.
 */
export function everySlotIsPaxos(quorums: Quorums): Invariant<State> {
  return remembering<State, Cases>({
    name: "every slot is a Paxos",
    words: "what a quorum has voted for in a slot is all that is voted for there in higher ballots",
    memory: () => ({ slots: new Map(), configurations: [], settled: 0 }),
    check({ states }, memory) {
      for (const s of states) {
        if (s !== undefined) noteConfigurations(memory.configurations, s.configurations);
      }
      for (const [node, s] of states.entries()) {
        if (s === undefined) continue;
        for (const [slot, { ballot, value }] of s.log.entries) {
          if (slot <= memory.settled) continue;
          const votes = memory.slots.get(slot) ?? [];
          memory.slots.set(slot, votes);
          const two = noteVote(votes, node, ballot, toldAs(value));
          if (two !== undefined) return { ...two, words: `in slot ${slot}, ${two.words}` };
        }
      }
      for (const [slot, votes] of memory.slots) {
        const wrong = overturned(votes, quorums(membersAt(memory.configurations, slot)));
        if (wrong !== undefined) return { ...wrong, words: `in slot ${slot}, ${wrong.words}` };
      }
      settle(memory, states);
      return undefined;
    },
  });
}

/** Slots that all servers have executed need no watching. */
function settle(memory: Cases, states: readonly (Readonly<State> | undefined)[]): void {
  if (states.includes(undefined)) return;
  const least = Math.min(...states.map((s) => s!.log.base));
  if (least <= memory.settled) return;
  memory.settled = least;
  for (const slot of memory.slots.keys()) if (slot <= least) memory.slots.delete(slot);
}

/** All that must hold where these are the quorums. */
export function invariantsWith(quorums: Quorums): readonly Invariant<State>[] {
  return [agreement, promisesKept, everySlotIsPaxos(quorums)];
}

/** All that must hold where majorities decide. */
export const invariants: readonly Invariant<State>[] = invariantsWith(majorities);
