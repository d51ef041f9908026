/** What Percolator promises, and what that rests on. @module */

import { type Invariant, type InvariantViolation, whenOneEnds } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { timestampLabel } from "../oracle/oracle.ts";
import { isolated, solvent } from "../storms/judge.ts";
import { noPhantoms } from "../storms/pairs.ts";
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

/** What applications see that read lists and append to them. */
export const strongSnapshots: Invariant<State> = whenOneEnds(isolated("strong snapshot isolation"));

/** What holds whatever applications do. */
const always: readonly Invariant<State>[] = [allOrNothing, timeGoesOn];

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
