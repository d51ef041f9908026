/**
 * What EPaxos promises (Moraru et al. 2013, section 4.2; Ryabinin, Gotsman and Sutra 2025, section 2): replicas agree
 * on each instance, of two instances that interfere one depends on the other, and so all execute them alike.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import { covers, type Dependencies, idLabel, idOf, numberOf, type Proposal } from "./instance.ts";
import { promisesKept } from "./invariants/promises.ts";
import { dependenciesLabel } from "./labels.ts";
import { includes } from "./snapshot.ts";
import type { State } from "./state.ts";
import { type FootprintOf, footprintOf, interfere, keyFootprint, toldAs } from "./value.ts";

/** What is remembered of what was decided in an instance. */
interface Decided {
  readonly value: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly dependencies: Dependencies;
  readonly sequence: number;
}

/** What is remembered of a run. */
interface Memory {
  readonly decided: Map<string, Decided>;
}

/** No two replicas take different things for decided in an instance, before a crash or after it. */
export function agreementWith(footprint: FootprintOf): Invariant<State> {
  return remembering<State, Memory>({
    name: "agreement",
    words: "replicas that have an instance decided have the same commands, dependencies and " +
      "sequence number there",
    memory: () => ({ decided: new Map() }),
    check: ({ states }, memory) => {
      for (const { node, label, proposal } of decidedIn(states)) {
        const known = memory.decided.get(label);
        if (known === undefined) {
          memory.decided.set(label, noteOf(label, proposal, states.length, footprint));
          continue;
        }
        const words = difference(known, proposal);
        if (words === undefined) continue;
        return { words: `replica ${node} has ${label} decided ${words}`, nodes: [node] };
      }
      return undefined;
    },
  });
}

/** Of two instances that interfere, one depends on the other, unless a checkpoint is between them. */
export function visibilityWith(footprint: FootprintOf): Invariant<State> {
  return remembering<State, Memory>({
    name: "visibility",
    words: "of two decided instances that interfere, one is among the dependencies of the other",
    memory: () => ({ decided: new Map() }),
    check({ states }, { decided }) {
      for (const { node, label, proposal } of decidedIn(states)) {
        if (decided.has(label) || proposal.value.commands.length === 0) continue;
        const own = noteOf(label, proposal, states.length, footprint), id = idOf(label);
        for (const [known, other] of decided) {
          if (!interfere(own, other)) continue;
          if (covers(own.dependencies, idOf(known)) || covers(other.dependencies, id)) continue;
          return {
            words: `${label} and ${known} interfere, and neither depends on the other`,
            nodes: [node],
          };
        }
        decided.set(label, own);
      }
      return undefined;
    },
  });
}

function* decidedIn(states: readonly (Readonly<State> | undefined)[]) {
  for (const [node, s] of states.entries()) {
    if (s === undefined) continue;
    for (const [replica, row] of s.rows.entries()) {
      for (const [slot, { phase, proposal }] of row) {
        if (phase !== "committed") continue;
        yield { node, label: idLabel({ replica, slot }), proposal: proposal! };
      }
    }
  }
}

function noteOf(
  label: string,
  { value, dependencies, sequence }: Proposal,
  replicas: number,
  footprint: FootprintOf,
): Decided {
  const touched = footprintOf(value, numberOf(idOf(label), replicas), footprint);
  return { value: toldAs(value), ...touched, dependencies: [...dependencies], sequence };
}

function difference(known: Decided, proposal: Proposal): string | undefined {
  const { dependencies, sequence } = proposal, value = toldAs(proposal.value);
  if (value !== known.value) return `as ${value}, which was ${known.value}`;
  if (dependencies.some((slot, replica) => slot !== known.dependencies[replica])) {
    return `after ${dependenciesLabel(dependencies)}, which was ` +
      dependenciesLabel(known.dependencies);
  }
  if (sequence === known.sequence) return undefined;
  return `with sequence number ${sequence}, which was ${known.sequence}`;
}

/** All replicas execute two instances that interfere in the same order. */
export function sameOrderWith(footprint: FootprintOf): Invariant<State> {
  return {
    name: "same order",
    words: "replicas that have executed two instances that interfere did so in the same order",
    check({ states }) {
      const first = new Map<string, number>();
      for (const [node, s] of states.entries()) {
        if (s === undefined) continue;
        for (const [a, b] of pairs(s, footprint)) {
          const reverse = first.get(`${b} ${a}`);
          if (reverse !== undefined) {
            return {
              words: `replica ${node} has executed ${a} before ${b}, and replica ${reverse} ` +
                `${b} before ${a}`,
              nodes: [node, reverse],
            };
          }
          first.set(`${a} ${b}`, node);
        }
      }
      return undefined;
    },
  };
}

/** The instances that interfere and are executed, two by two, in their order. */
function* pairs(s: Readonly<State>, footprint: FootprintOf): Generator<[string, string]> {
  const all = [...s.executed].sort(([, a], [, b]) => a - b).map(([label]) => {
    const { replica, slot } = idOf(label);
    const { value } = s.rows[replica]!.get(slot)!.proposal!;
    return { label, ...footprintOf(value, numberOf({ replica, slot }, s.rows.length), footprint) };
  });
  for (const [i, b] of all.entries()) {
    for (const a of all.slice(0, i)) if (interfere(a, b)) yield [a.label, b.label];
  }
}

/** Nothing is executed while something that it depends on is open. */
export const dependenciesFirst: Invariant<State> = {
  name: "dependencies first",
  words: "what is executed has all its dependencies decided",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      for (const label of s.executed.keys()) {
        const open = openOf(s, label);
        if (open === undefined) continue;
        return {
          words: `${label} is executed, and depends on ${open}, which is not decided`,
          nodes: [node],
        };
      }
    }
    return undefined;
  },
};

function openOf({ rows, snapshot }: Readonly<State>, label: string): string | undefined {
  const { replica, slot } = idOf(label);
  const { dependencies } = rows[replica]!.get(slot)!.proposal!;
  for (const [row, last] of dependencies.entries()) {
    for (let at = snapshot.through[row]! + 1; at <= last; at++) {
      const id = { replica: row, slot: at };
      if (!includes(snapshot, id) && rows[row]!.get(at)?.phase !== "committed") return idLabel(id);
    }
  }
  return undefined;
}

/** Replicas that have executed the same are in the same state. */
export const sameState: Invariant<State> = {
  name: "same state",
  words: "replicas that have executed the same instances are in the same state",
  check({ states }) {
    const known = new Map<string, { readonly node: number; readonly state: string }>();
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      const executed = encode([s.snapshot.number, [...s.executed.keys()].sort()]);
      const state = encode([s.machine, s.sessions]), other = known.get(executed);
      known.set(executed, { node, state });
      if (other === undefined || other.state === state) continue;
      return {
        words: `replicas ${other.node} and ${node} have executed the same, and differ`,
        nodes: [other.node, node],
      };
    }
    return undefined;
  },
};

/** No replica goes back to an earlier checkpoint. */
export const checkpointsInOrder: Invariant<State> = ofSteps<State, number>({
  name: "checkpoints",
  words: "a replica's checkpoints are in order",
  digest: ({ snapshot }) => snapshot.number,
  step: (before, { snapshot }, node) =>
    snapshot.number >= before
      ? undefined
      : { words: `it went back from checkpoint ${before} to ${snapshot.number}`, nodes: [node] },
});

/** All that must hold where commands touch this. */
export function invariantsWith(footprint: FootprintOf): readonly Invariant<State>[] {
  return [
    agreementWith(footprint),
    visibilityWith(footprint),
    sameOrderWith(footprint),
    dependenciesFirst,
    promisesKept,
    checkpointsInOrder,
  ];
}

/** All that must hold where commands touch a key. */
export const invariants: readonly Invariant<State>[] = invariantsWith(keyFootprint());
