/**
 * What goes wrong when a state claims to know more than it has been told (akka/akka-core 22188, derekkraan/delta_crdt_ex
 * 65): what it does not have reads as removed, and a merge carries that to where it was. Each run is given step by step,
 * with the states of a set as it should be, or as it was.
 *
 * @module
 */

import { mergedAll, updated } from "../../../replication/crdt/crdt.ts";
import type { SetUpdate } from "../../../replication/crdt/state/elements.ts";
import { type Adds, orSet } from "../../../replication/crdt/state/or_set.ts";
import type { Causal } from "../../../replication/crdt/state/causal.ts";
import { sets } from "./wrong/sets.ts";

/** A state of a set without tombstones. */
export type SetState = Causal<Adds>;

/** What a state is called, and the state. */
export interface Step {
  /** Whose it is, and when. */
  readonly name: string;
  /** The state. */
  readonly state: SetState;
}

/** The set as it is here, or as one of the mistakes of `wrong/sets.ts` has it. */
function setOf(mistake: string | undefined): typeof orSet {
  return mistake === undefined ? orSet : sets[mistake]!.subject.crdt as typeof orSet;
}

const add = (element: string): SetUpdate => ({ type: "add", element });

/**
 * Ada has milk, and adds eggs. Her diff says the eggs alone; Bob, who has nothing, takes it, and Ada hears from Bob
 * (delta_crdt_ex 65; the mistake is "seen all up to the last").
 */
export function partialDiff(mistake?: string): readonly Step[] {
  const set = setOf(mistake);
  const first = updated(set, set.init(), "Ada", add("milk"));
  const diff = set.update(first, "Ada", add("eggs"));
  // What she keeps herself is right.
  const ada = updated(orSet, first, "Ada", add("eggs")), bob = set.merge(set.init(), diff);
  return [
    { name: "Ada has", state: ada },
    { name: "her diff", state: diff },
    { name: "Bob, with it", state: bob },
    { name: "Ada hears Bob", state: set.merge(ada, bob) },
  ];
}

/**
 * Ada adds milk, eggs and flour. Bob gets the first delta and the third; Cleo, who has all, hears from Bob, and Ada from
 * Cleo (found while akka-core 22188 was made; the mistake is "a clock with holes").
 */
export function outOfOrder(mistake?: string): readonly Step[] {
  const set = setOf(mistake);
  let ada = set.init();
  const deltas = ["milk", "eggs", "flour"].map((element) => {
    const delta = set.update(ada, "Ada", add(element));
    ada = set.merge(ada, delta);
    return delta;
  });
  const bob = mergedAll(set, [deltas[0]!, deltas[2]!]);
  const cleo = set.merge(ada, bob);
  return [
    { name: "Ada, and Cleo", state: ada },
    { name: "Bob: first, third", state: bob },
    { name: "Cleo hears Bob", state: cleo },
    { name: "Bob: the second", state: set.merge(bob, deltas[1]!) },
    { name: "Ada hears Cleo", state: set.merge(ada, cleo) },
  ];
}

/** Ada and Bob both have milk. Ada removes it, and Bob adds it again; then they meet. */
export function addAgainstRemove(): readonly Step[] {
  const both = updated(orSet, orSet.init(), "Ada", add("milk"));
  const ada = updated(orSet, both, "Ada", { type: "remove", element: "milk" });
  const bob = updated(orSet, both, "Bob", add("milk"));
  return [
    { name: "both have", state: both },
    { name: "Ada removes", state: ada },
    { name: "Bob adds again", state: bob },
    { name: "they meet", state: orSet.merge(ada, bob) },
  ];
}
