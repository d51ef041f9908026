/** What SWIM promises at any time; that all views agree in the end is what storms demand. @module */

import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  remembering,
} from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { compareStandings, isIn, type Standing, type Status } from "./standing.ts";
import { isMember, standingOf, type State } from "./state.ts";

/** What a node held of others, as far as steps are judged by it. */
interface Before {
  readonly known: ReadonlyMap<NodeId, Standing>;
  /** Whose probe others were asked to help with. */
  readonly asked: NodeId | null;
}

/** A property of each change of what a node holds of another. */
function ofChanges(
  name: string,
  words: string,
  judge: (
    member: NodeId,
    was: Standing | undefined,
    is: Standing,
    before: Before,
    s: State,
  ) => string | undefined,
): Invariant<State> {
  return ofSteps<State, Before>({
    name,
    words,
    digest: ({ known, probe }) => ({
      known: new Map(known),
      asked: probe !== null && probe.asked !== null ? probe.target : null,
    }),
    step(before, after, node): InvariantViolation | undefined {
      for (const member of new Set([...before.known.keys(), ...after.known.keys()])) {
        const start = member < after.base ? alive(member) : undefined;
        const was = before.known.get(member) ?? start, is = standingOf(after, member) ?? nobody;
        if (was === is) continue;
        const breach = judge(member, was, is, before, after);
        if (breach !== undefined) return { words: breach, nodes: [node, member] };
      }
      return undefined;
    },
  });
}

function alive(member: NodeId): Standing {
  return { status: "alive", incarnation: 0, by: member };
}

/** One of whom nothing is known stands before all. */
const nobody: Standing = { status: "alive", incarnation: -Infinity, by: -1 };

/** Views only grow: dead or left in an incarnation is final in it, and so is what was suspected until it is refuted. */
export const noReturn: Invariant<State> = ofChanges(
  "no return",
  "what a node holds of a member is only replaced by what stands against it",
  (member, was, is) =>
    was === undefined || compareStandings(is, was) >= 0
      ? undefined
      : `node ${member}, which was ${tell(was)}, is ${is === nobody ? "unknown" : tell(is)}`,
);

/** Nobody is found dead by a node that has not suspected it before, in the same incarnation. */
export const suspectedFirst: Invariant<State> = ofChanges(
  "suspected first",
  "a node declares a member dead only if it has suspected it in that incarnation",
  (member, was, is, _, s) =>
    is.status !== "dead" || is.by !== s.self || was?.status === "dead" ||
      was?.status === "suspect" && was.incarnation === is.incarnation
      ? undefined
      : `node ${member}, which was ${was ? tell(was) : "unknown"}, is declared dead`,
);

/** A member is suspected by a node's own probe only when others have been asked, too. */
export const helpersFirst: Invariant<State> = ofChanges(
  "helpers first",
  "a node suspects a member of its own accord only after it has asked others for help",
  (member, _, is, { asked }, s) =>
    is.status !== "suspect" || is.by !== s.self || asked === member
      ? undefined
      : `node ${member} is suspected, and nobody else was asked`,
);

/** Whoever hears itself accused is in a greater incarnation at once. */
export const refutes: Invariant<State> = {
  name: "refutes",
  words: "a node is in a greater incarnation than any in which it has heard itself accused",
  check({ states }) {
    const node = states.findIndex((s) => s !== undefined && s.accused >= s.incarnation);
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
  helpersFirst,
  refutes,
  ownIncarnations,
  counted,
];

/** All that must hold. */
export const invariants: readonly Invariant<State>[] = [...whateverIsWiped, incarnationsGrow];

/** Whether a node sees a member as that one is, by its own word. */
export function sees(s: Readonly<State>, other: Readonly<State>): boolean {
  const held = standingOf(s, other.self);
  if (other.part === "member") {
    return held?.status === "alive" && held.incarnation === other.incarnation;
  }
  return held === undefined || !isIn(held);
}
