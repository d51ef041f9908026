/** One conflict, and what becomes of it in each type. @module */

import { type AnyStateCrdt, updated } from "../../../replication/crdt/crdt.ts";
import { gCounter, pnCounter } from "../../../replication/crdt/state/counters.ts";
import { gSet, twoPhaseSet } from "../../../replication/crdt/state/grow_sets.ts";
import { lwwRegister } from "../../../replication/crdt/state/lww_register.ts";
import { mvRegister } from "../../../replication/crdt/state/mv_register.ts";
import { orSet } from "../../../replication/crdt/state/or_set.ts";
import { orSetTombstones } from "../../../replication/crdt/state/or_set_tombstones.ts";
import { rwSet } from "../../../replication/crdt/state/rw_set.ts";

/** What two replicas did at the same time, and what both see afterwards. */
export interface Conflict {
  /** The type. */
  readonly type: string;
  /** What one did. */
  readonly one: string;
  /** What the other did. */
  readonly other: string;
  /** What both see when they have heard of each other. */
  readonly value: unknown;
}

interface Case {
  readonly crdt: AnyStateCrdt;
  /** What both know of, asked by the first. */
  readonly before?: readonly unknown[];
  readonly one: readonly unknown[];
  readonly other: readonly unknown[];
  readonly words: readonly [one: string, other: string];
}

const add = { type: "add", element: "x" }, remove = { type: "remove", element: "x" };
const both = { before: [add], one: [add], other: [remove] } as const;
const words = ["adds x again", "removes x"] as const;

const cases: readonly Case[] = [
  { crdt: gSet, one: [add], other: [{ type: "add", element: "y" }], words: ["adds x", "adds y"] },
  { crdt: twoPhaseSet, ...both, words },
  { crdt: orSetTombstones, ...both, words },
  { crdt: orSet, ...both, words },
  { crdt: rwSet, ...both, words },
  { crdt: gCounter, one: [1, 1], other: [1], words: ["adds 1 twice", "adds 1"] },
  { crdt: pnCounter, before: [5], one: [-3], other: [-4], words: ["takes 3 of 5", "takes 4 of 5"] },
  {
    crdt: lwwRegister,
    one: [{ value: "a", at: 1 }],
    other: [{ value: "b", at: 1 }],
    words: ["writes a", "writes b"],
  },
  {
    crdt: mvRegister,
    one: [{ type: "write", value: "a" }],
    other: [{ type: "write", value: "b" }],
    words: ["writes a", "writes b"],
  },
];

/** The conflicts: adds against removes, two additions, two writes. */
export function conflicts(): readonly Conflict[] {
  return cases.map(({ crdt, before = [], one, other, words }) => {
    const after = (state: unknown, replica: string, updates: readonly unknown[]) =>
      updates.reduce((all, update) => updated(crdt, all, replica, update), state);
    const common = after(crdt.init(), "one", before);
    const merged = crdt.merge(after(common, "one", one), after(common, "other", other));
    return { type: crdt.name, one: words[0], other: words[1], value: crdt.value(merged) };
  });
}
