/** What SWIM promises in the end, or of a whole run. @module */

import { type Invariant, remembering } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isIn } from "./standing.ts";
import { standingOf, type State } from "./state.ts";

/** Whether a node sees another as that one is, by its own word. */
export function sees(s: Readonly<State>, other: Readonly<State>): boolean {
  const held = standingOf(s, other.self);
  if (other.part !== "member") return held === undefined || !isIn(held);
  return held?.status === "alive" && held.incarnation === other.incarnation;
}

/** The states of all nodes. */
export type States = readonly (Readonly<State> | undefined)[];

/** The first member that does not see another as it is, and that one; of nodes that are up. */
export function whoDoesNotSee(
  states: States,
): readonly [Readonly<State>, Readonly<State>] | undefined {
  for (const s of states) {
    if (s === undefined || s.part !== "member") continue;
    const other = states.find((each) => each !== undefined && each !== s && !sees(s, each));
    if (other !== undefined) return [s, other];
  }
  return undefined;
}

/** Accuracy, agreement and completeness at once: all members see all as they are. */
export function allSee({ states }: { readonly states: States }): boolean {
  return whoDoesNotSee(states) === undefined;
}

/** What is not there yet when not all see all as they are. */
export function whatIsMissing({ states }: { readonly states: States }): string {
  const found = whoDoesNotSee(states);
  if (found === undefined) return "nothing";
  const [s, other] = found, held = standingOf(s, other.self);
  const how = held === undefined ? "unknown" : `${held.status} in ${held.incarnation}`;
  return `to node ${s.self}, node ${other.self} is ${how}, and it is ${other.part} in ` +
    `${other.incarnation}`;
}

/** Completeness: who is down is a member to nobody. */
export const completeness: Invariant<State> = {
  name: "completeness",
  words: "who crashed long ago is seen as a member by nobody",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      const down = states.findIndex((other, member) => {
        const held = s && standingOf(s, member);
        return other === undefined && held !== undefined && isIn(held);
      });
      if (down < 0 || s!.part !== "member") continue;
      return { words: `node ${down} is down, and node ${node} does not know`, nodes: [node, down] };
    }
    return undefined;
  },
};

/** The least time that a suspicion lasts is there for the suspected to answer in, whoever joins meanwhile. */
export const suspicionsLast: Invariant<State> = remembering<State, Map<NodeId, Begun>[]>({
  name: "suspicions last",
  words: "a member is declared dead only when the suspicion of it has lasted for its least time",
  memory: () => [],
  check({ states, at }, memory) {
    for (const [node, s] of states.entries()) {
      const begun = memory[node] ??= new Map();
      for (const [member, { status, incarnation, by }] of s?.known ?? []) {
        const deadlines = s!.suspicions.get(member)?.deadlines, was = begun.get(member);
        if (deadlines !== undefined) {
          if (was?.incarnation === incarnation) continue;
          begun.set(member, { incarnation, atMs: at, leastMs: deadlines.at(-1)! });
        } else if (was !== undefined) {
          begun.delete(member);
          const lastedMs = at - was.atMs;
          if (status !== "dead" || by !== node || lastedMs > was.leastMs - 1) continue;
          const words = `node ${node} declares node ${member} dead after ${lastedMs} ms, ` +
            `and ${was.leastMs} ms are the least`;
          return { words, nodes: [node, member] };
        }
      }
    }
    return undefined;
  },
});

/** When a suspicion began, in which incarnation, and how long it lasts at least, in ms. */
interface Begun {
  readonly incarnation: number;
  readonly atMs: number;
  readonly leastMs: number;
}

/** Accuracy at a moment: nobody who is up is held to be dead. */
export const accuracy: Invariant<State> = {
  name: "accuracy",
  words: "no member that is up is held to be dead",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const [member, { status }] of s?.known ?? []) {
        if (status !== "dead" || states[member]?.part !== "member") continue;
        return { words: `to node ${node}, node ${member} is dead`, nodes: [node, member] };
      }
    }
    return undefined;
  },
};

/** Where each member is heard by most others, nobody is even suspected. */
export const nobodySuspected: Invariant<State> = {
  name: "nobody suspected",
  words: "a member that answers most others is not suspected because one does not hear it",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const [member, { status }] of s?.known ?? []) {
        if (status !== "suspect") continue;
        return { words: `node ${node} suspects node ${member}`, nodes: [node, member] };
      }
    }
    return undefined;
  },
};

/** Who has left is known to have left, and not taken for one that failed. */
export const leftIsLeft: Invariant<State> = {
  name: "left is left",
  words: "who has left is held by nobody to have failed",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      if (s?.part !== "member") continue;
      for (const [member, { status }] of s.known) {
        if (status !== "dead" || states[member]?.part !== "outside") continue;
        const words = `node ${member} has left, and to node ${node} it is dead`;
        return { words, nodes: [node, member] };
      }
    }
    return undefined;
  },
};

/** Where nobody comes or goes, a member probes each other in 2n − 1 periods, with n others (section 4.3). */
export const nobodyWaits: Invariant<State> = remembering<State, Map<number, number>[]>({
  name: "nobody waits for long",
  words: "with n others, a member probes each of them within 2n − 1 periods",
  memory: () => [],
  check({ states }, memory) {
    for (const [node, s] of states.entries()) {
      if (s === undefined || s.probe === null) continue;
      const last = memory[node] ??= new Map(), most = 2 * (s.members - 1) - 1;
      last.set(s.probe.target, s.sequence);
      for (let other = 0; other < states.length; other++) {
        const periods = s.sequence - (last.get(other) ?? 0);
        if (other === node || periods <= most) continue;
        const words = `node ${node} has not probed node ${other} for ${periods} periods`;
        return { words, nodes: [node, other] };
      }
    }
    return undefined;
  },
});
