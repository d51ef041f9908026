/** What Percolator promises, and what that rests on. @module */

import { type Invariant, type InvariantViolation, whenOneEnds } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { timestampLabel } from "../oracle/oracle.ts";
import { isolated, solvent } from "../storms/judge.ts";
import { noPhantoms } from "../storms/pairs.ts";
import { committedAt } from "./journal.ts";
import type { State } from "./state.ts";

/** A transaction commits all of its keys or none, and all at one time. */
export const allOrNothing: Invariant<State> = {
  name: "all or nothing",
  words:
    "no transaction is committed at one key and rolled back at another, or committed at two times",
  check({ states }) {
    const committed = new Map<number, Place>(), rolledBack = new Map<number, Place>();
    for (const [node, s] of states.entries()) {
      if (s?.participant === undefined) continue;
      const { versions, rollbacks } = s.participant;
      for (const [key, all] of rollbacks) {
        for (const { start } of all) rolledBack.set(start, { node, key, at: 0 });
      }
      for (const [key, all] of versions) {
        for (const { by, at } of all) {
          const other = committed.get(by);
          if (other !== undefined && other.at !== at) return twice(by, other, { node, key, at });
          committed.set(by, { node, key, at });
        }
      }
    }
    for (const [start, { node, key }] of committed) {
      const other = rolledBack.get(start);
      if (other === undefined) continue;
      const words = `the transaction of ${timestampLabel(start)} is committed at ${key}, and ` +
        `rolled back at ${other.key}`;
      return { words, nodes: [...new Set([node, other.node])] };
    }
    return undefined;
  },
};

/** When a transaction is committed, whoever is not told yet still has its locks. (Nodes that are down may have them.) */
export const decidedStays: Invariant<State> = {
  name: "what is decided stays",
  words:
    "each key of a transaction that its coordinator calls committed has its version, or its lock",
  check({ states }) {
    const participants = states.map((s) => s?.participant);
    const isDown = states.some((s) => s === undefined);
    for (const [node, s] of isDown ? [] : states.entries()) {
      for (const { start, stage, writes } of s?.coordinator?.transactions.values() ?? []) {
        if (stage !== "spreading") continue;
        const lost = [...writes.keys()].find((key) =>
          !participants.some((p) =>
            p !== undefined &&
            (p.locks.get(key)?.start === start || committedAt(p, key, start) !== undefined)
          )
        );
        if (lost === undefined) continue;
        const words = `the transaction of ${timestampLabel(start)} is committed, and ${lost} has ` +
          "neither its version nor its lock";
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
};

interface Place {
  readonly node: NodeId;
  readonly key: string;
  readonly at: number;
}

function twice(start: number, one: Place, other: Place): InvariantViolation {
  const words = `the transaction of ${timestampLabel(start)} is committed at ${one.key} at ` +
    `${timestampLabel(one.at)}, and at ${other.key} at ${timestampLabel(other.at)}`;
  return { words, nodes: [...new Set([one.node, other.node])] };
}

/**
 * An oracle that has restarted goes on after all that it has given. What it was about to give when it crashed nobody has
 * seen, and so this looks at what the others know.
 */
export const timeGoesOn: Invariant<State> = {
  name: "time goes on",
  words: "no transaction began later than the last timestamp of the oracle",
  check({ states }) {
    const last = states.find((s) => s?.oracle !== undefined)?.oracle?.last;
    if (last === undefined) return undefined;
    for (const [node, s] of states.entries()) {
      const latest = Math.max(...startsIn(s));
      if (latest <= last) continue;
      const words = `the oracle has given ${timestampLabel(latest)}, and goes on from ` +
        timestampLabel(last);
      return { words, nodes: [node] };
    }
    return undefined;
  },
};

/** When the transactions began of which a node knows. */
function* startsIn(s: Readonly<State> | undefined): Generator<number> {
  if (s?.coordinator !== undefined) yield* s.coordinator.transactions.keys();
  if (s?.participant === undefined) return;
  const { locks, versions, maxRead } = s.participant;
  yield maxRead;
  for (const { start } of locks.values()) yield start;
  for (const all of versions.values()) yield* all.map(({ by }) => by);
}

/**
 * A transaction whose coordinator is at work on it is rolled back by nobody else. Nobody promises that where machines
 * crash or messages are lost; where they do not, a wrong clock must not matter.
 */
export const livingLeftAlone: Invariant<State> = {
  name: "the living are left alone",
  words: "nobody rolls back a transaction whose coordinator is at work on it",
  check({ states }) {
    for (const [node, s] of states.entries()) {
      for (const { start, stage, primary } of s?.coordinator?.transactions.values() ?? []) {
        if (stage === "aborting" || stage === "reading") continue;
        const at = states.findIndex((other) =>
          other?.participant?.rollbacks.get(primary)?.some((each) => each.start === start)
        );
        if (at < 0) continue;
        const words = `the transaction of ${timestampLabel(start)} is rolled back at ${primary}, ` +
          `and node ${node} is at work on it`;
        return { words, nodes: [node, at] };
      }
    }
    return undefined;
  },
};

/** What applications see that read lists and append to them. */
export const strongSnapshots: Invariant<State> = whenOneEnds(isolated("strong snapshot isolation"));

/** What holds whatever applications do. */
const always: readonly Invariant<State>[] = [allOrNothing, decidedStays, timeGoesOn];

/** All that must hold, by what applications do. */
export const invariantsOf: Readonly<Record<Work, readonly Invariant<State>[]>> = {
  lists: [strongSnapshots, ...always],
  bank: [whenOneEnds(solvent), ...always],
  pairs: [whenOneEnds(noPhantoms), ...always],
};

/** What applications do: read lists and append to them, move money, or write rows in pairs and scan. */
export type Work = "lists" | "bank" | "pairs";

/** All that must hold where applications read lists and append to them. */
export const invariants: readonly Invariant<State>[] = invariantsOf.lists;
