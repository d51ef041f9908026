/** What SWIM promises at any time; that all views agree in the end is what storms demand. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { confirmedFirst, helpersFirst, suspectedFirst } from "./invariants/findings.ts";
import { compareStandings, inWords, type Standing } from "./standing.ts";
import { isMember, type State } from "./state.ts";

/** Views only grow: who is dead or has left in an incarnation never comes back in it. */
export const noReturn: Invariant<State> = remembering<State, Map<NodeId, Standing>[]>({
  name: "no return",
  words: "what a node holds of a member in one life is replaced only by what stands against it",
  memory: () => [],
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      const held = memory[node] ??= new Map();
      if (s === undefined || s.part === "outside") held.clear();
      for (const [member, is] of s?.known ?? []) {
        const was = held.get(member);
        if (was !== undefined && compareStandings(is, was) < 0) {
          return {
            words: `to node ${node}, node ${member} is ${inWords(is)}, and it was ${inWords(was)}`,
            nodes: [node, member],
          };
        }
        held.set(member, { ...is });
      }
    }
    return undefined;
  },
});

/** Whoever hears itself accused is in a greater incarnation at once. */
export const refutes: Invariant<State> = {
  name: "refutes",
  words: "a node is in a greater incarnation than any in which it has heard itself accused",
  check({ states }) {
    const node = states.findIndex((s) =>
      s !== undefined && s.part !== "outside" && s.accused >= s.incarnation
    );
    if (node < 0) return undefined;
    const { accused, incarnation } = states[node]!;
    return {
      words: `node ${node} was accused in incarnation ${accused}, and is in ${incarnation}`,
      nodes: [node],
    };
  },
};

/** Nobody but a member itself makes its incarnations. */
export const ownIncarnations: Invariant<State> = remembering<State, { greatest: number[] }>({
  name: "own incarnations",
  words: "nobody holds a member to be in an incarnation in which it has never been",
  memory: () => ({ greatest: [] }),
  check({ states }, { greatest }) {
    for (const [node, s] of states.entries()) {
      greatest[node] = Math.max(greatest[node] ?? 0, s?.incarnation ?? 0);
    }
    for (const [node, s] of states.entries()) {
      for (const [member, { incarnation }] of s?.known ?? []) {
        if (incarnation <= greatest[member]!) continue;
        const words = `node ${node} holds node ${member} to be in incarnation ${incarnation}, ` +
          `and it was in ${greatest[member]} at most`;
        return { words, nodes: [node, member] };
      }
    }
    return undefined;
  },
});

/** No incarnation is used in two lives, as long as no disk is wiped. */
export const incarnationsGrow: Invariant<State> = remembering<
  State,
  { last: number[]; down: boolean[] }
>({
  name: "incarnations grow",
  words: "a node's incarnation never falls, and each of its lives begins with a greater one",
  memory: () => ({ last: [], down: [] }),
  check({ states }, { last, down }) {
    for (const [node, s] of states.entries()) {
      const before = last[node] ?? -1, wasDown = down[node] ?? false;
      down[node] = s === undefined;
      if (s === undefined) continue;
      last[node] = s.incarnation;
      const begins = wasDown && s.part === "member";
      if (s.incarnation > before || s.incarnation === before && !begins) continue;
      return {
        words: `node ${node} is in incarnation ${s.incarnation}, and was in ${before}`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** Counts are those of the view: what formulas take for n is n. */
export const counted: Invariant<State> = {
  name: "members are counted",
  words: "a node knows how many members it sees",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      let others = 0;
      for (let each = 0; each < states.length; each++) {
        if (each !== node && isMember(s, each)) others++;
      }
      if (others + 1 !== s.members) {
        return {
          words: `node ${node} sees ${others} others and counts ${s.members}`,
          nodes: [node],
        };
      }
    }
    return undefined;
  },
};

/** What holds even where disks are wiped. */
export const whateverIsWiped: readonly Invariant<State>[] = [
  noReturn,
  suspectedFirst,
  confirmedFirst,
  helpersFirst,
  refutes,
  ownIncarnations,
  counted,
];

/** All that must hold. */
export const invariants: readonly Invariant<State>[] = [...whateverIsWiped, incarnationsGrow];
