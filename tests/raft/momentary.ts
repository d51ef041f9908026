/**
 * The safety of Raft at one moment, whatever came before. It looks at everything, and so is no match for long
 * logs: the naive twin of the invariants that remember, which are tested against it.
 */

import { equal } from "hb/model/compare.ts";
import type { Invariant, InvariantViolation } from "hb/model/invariant.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { entryAt, lastIndex, type Log, termAt } from "hb/consensus/raft/log.ts";
import type { State } from "hb/consensus/raft/state.ts";

type Pair = readonly [one: Readonly<State>, other: Readonly<State>];

/** The properties of Figure 3.2 that a single moment can break. They remember nothing. */
export function globalInvariants<D>(): Invariant<State<D>>[] {
  const all: Invariant<State>[] = [
    ofPairs("election safety", "at most one server leads in a term", leadTogether),
    ofPairs("log matching", "logs that agree in an entry agree in all before it", differBelow),
    ofPairs("leader completeness", "leaders have all that was committed before", lacksCommitted),
    ofPairs("state-machine safety", "servers apply the same entries", applyDifferently),
  ];
  return all as Invariant<State<D>>[];
}

/** An invariant of any two servers, in either order. */
function ofPairs(
  name: string,
  words: string,
  wrong: (pair: Pair) => string | undefined,
): Invariant<State> {
  const check = (
    states: readonly (Readonly<State> | undefined)[],
  ): InvariantViolation | undefined => {
    for (let node: NodeId = 0; node < states.length; node++) {
      for (let other: NodeId = 0; other < states.length; other++) {
        const one = states[node], two = states[other];
        if (node === other || one === undefined || two === undefined) continue;
        const words = wrong([one, two]);
        if (words !== undefined) {
          return { words: `nodes ${node} and ${other} ${words}`, nodes: [node, other] };
        }
      }
    }
    return undefined;
  };
  return { name, words, check: ({ states }) => check(states) };
}

function leadTogether([one, other]: Pair): string | undefined {
  const both = one.role === "leader" && other.role === "leader" && one.term === other.term;
  return both ? `both lead in term ${one.term}` : undefined;
}

function differBelow([{ log: one }, { log: other }]: Pair): string | undefined {
  let agree = false;
  for (let index = Math.min(lastIndex(one), lastIndex(other)); index > 0; index--) {
    const [here, there] = [entryAt(one, index), entryAt(other, index)];
    if (here === undefined || there === undefined) return undefined;
    if (equal(here, there)) agree = true;
    else if (agree || here.term === there.term) {
      return `differ in entry ${index}, and agree after it`;
    }
  }
  return undefined;
}

function lacksCommitted([leader, other]: Pair): string | undefined {
  if (leader.role !== "leader" || other.term > leader.term) return undefined;
  const index = differsAt(leader.log, other.log, other.commitIndex);
  return index === undefined
    ? undefined
    : `differ in entry ${index}, committed before the first led`;
}

function applyDifferently([one, other]: Pair): string | undefined {
  const index = differsAt(one.log, other.log, Math.min(one.lastApplied, other.lastApplied));
  return index === undefined ? undefined : `have applied different entries at ${index}`;
}

/** The first place up to `upTo` where the second log has an entry that the first has not. */
function differsAt(one: Readonly<Log>, other: Readonly<Log>, upTo: number): number | undefined {
  for (let index = Math.max(one.base.index, other.base.index); index <= upTo; index++) {
    if (termAt(one, index) !== termAt(other, index)) return index;
  }
  return undefined;
}
