/** What SWIM promises at any time; that all views agree in the end is what storms demand. @module */

import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  remembering,
} from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { compareStandings, type Standing, type Status } from "./standing.ts";
import { isMember, type State } from "./state.ts";

/** What a node held of others before a step. */
interface Before {
  readonly known: ReadonlyMap<NodeId, Standing>;
  /** How often it had found somebody suspect or dead by itself. */
  readonly findings: number;
  /** Whose probe others were asked to help with. */
  readonly asked: NodeId | null;
  /** With how many confirmations too few a suspicion would be death. */
  readonly lacking: ReadonlyMap<NodeId, number>;
}

/** A property of what a node finds by itself, as opposed to what it is told. */
function ofFindings(
  name: string,
  words: string,
  judge: (
    found: { readonly member: NodeId; readonly was: Standing | undefined; readonly is: Standing },
    before: Before,
    after: Readonly<State>,
  ) => string | undefined,
): Invariant<State> {
  return ofSteps<State, Before>({
    name,
    words,
    digest: ({ known, findings, probe, suspicions }) => ({
      known: new Map(known),
      findings,
      asked: probe !== null && probe.asked !== null ? probe.target : null,
      lacking: new Map([...suspicions].map(([member, { accusers, enough }]) => // The next deadline to pass is that of one confirmation fewer.
      [member, enough - accusers.size])),
    }),
    step(before, after, node): InvariantViolation | undefined {
      if (after.findings === before.findings) return undefined;
      for (const [member, is] of after.known) {
        const was = before.known.get(member) ?? atTheStart(after, member);
        if (was?.status === is.status && was.incarnation === is.incarnation) continue;
        const breach = judge({ member, was, is }, before, after);
        if (breach !== undefined) return { words: breach, nodes: [node, member] };
      }
      return undefined;
    },
  });
}

function atTheStart({ base }: Readonly<State>, member: NodeId): Standing | undefined {
  return member < base ? { status: "alive", incarnation: 0, by: member } : undefined;
}

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
            words: `to node ${node}, node ${member} is ${tell(is)}, and it was ${tell(was)}`,
            nodes: [node, member],
          };
        }
        held.set(member, { ...is });
      }
    }
    return undefined;
  },
});

/** Nobody is found dead by a node that has not suspected it before, in the same incarnation. */
export const suspectedFirst: Invariant<State> = ofFindings(
  "suspected first",
  "a node declares a member dead only if it has suspected it in that incarnation",
  ({ member, was, is }, _, { self }) =>
    is.status !== "dead" || is.by !== self ||
      was?.status === "suspect" && was.incarnation === is.incarnation
      ? undefined
      : `node ${member}, which was ${was ? tell(was) : "unknown"}, is declared dead`,
);

/** A suspicion is death early only if others have the same one. */
export const confirmedFirst: Invariant<State> = ofFindings(
  "confirmed first",
  "a suspicion is death at a deadline only if so many others have confirmed it as the deadline wants",
  ({ member, is }, { lacking }, { self }) => {
    const few = lacking.get(member) ?? 0;
    return is.status !== "dead" || is.by !== self || few <= 0
      ? undefined
      : `node ${member} is declared dead, and ${few} confirmations are lacking`;
  },
);

/** A member is suspected by a node's own probe only when others have been asked, too. */
export const helpersFirst: Invariant<State> = ofFindings(
  "helpers first",
  "a node suspects a member of its own accord only after it has asked others, if there are any",
  ({ member, is }, { asked }, { self }) =>
    is.status !== "suspect" || is.by !== self || asked === member
      ? undefined
      : `node ${member} is suspected, and nobody else was asked`,
);

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

function tell({ status, incarnation }: { status: Status; incarnation: number }): string {
  return `${status} in incarnation ${incarnation}`;
}

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
