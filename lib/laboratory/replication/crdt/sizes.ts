/** What CRDTs cost in bytes: deltas beside states, and what is remembered of what is gone. @module */

import { assertKinds, listOf, whole } from "../../../model/kinds.ts";
import { sizeOf, type StateCrdt, updated } from "../../../replication/crdt/crdt.ts";
import type { Element, SetUpdate } from "../../../replication/crdt/state/elements.ts";
import { orSet } from "../../../replication/crdt/state/or_set.ts";
import { orSetTombstones } from "../../../replication/crdt/state/or_set_tombstones.ts";

/** A set of so many elements, and what one more costs to send. */
export interface DeltaCost {
  /** How many elements there are. */
  readonly elements: number;
  /** The size of the whole state with the new element, in bytes. */
  readonly stateBytes: number;
  /** The size of the delta that says it, in bytes. */
  readonly deltaBytes: number;
}

/** What one more element costs in sets of these sizes; three replicas have added them in turn. */
export function deltaCosts(sizes: readonly number[]): readonly DeltaCost[] {
  assertKinds("measure sets", { sizes }, { sizes: listOf(whole) });
  let state = orSet.init(), added = 0;
  return [...sizes].sort((a, b) => a - b).map((elements) => {
    for (; added < elements; added++) state = updated(orSet, state, added % 3, put(added));
    const delta = orSet.update(state, 0, put(added));
    return {
      elements,
      stateBytes: sizeOf(orSet.merge(state, delta)),
      deltaBytes: sizeOf(delta),
    };
  });
}

/** How large a set is after so many rounds in which an element was added and removed. */
export interface Growth {
  /** How often something was added and removed. */
  readonly rounds: number;
  /** The size of the set with tombstones, in bytes. */
  readonly tombstonesBytes: number;
  /** The size of the set without them, in bytes. */
  readonly optimisedBytes: number;
}

/**
 * Two replicas in turn add an element and remove it, and hear of each other after every round; `live` elements are in
 * the set all the while.
 */
export function growth(rounds: readonly number[], live = 10): readonly Growth[] {
  assertKinds("measure sets", { rounds, live }, { rounds: listOf(whole), live: whole });
  const tagged = churning(orSetTombstones, live), optimised = churning(orSet, live);
  return [...rounds].sort((a, b) => a - b).map((each) => ({
    rounds: each,
    tombstonesBytes: tagged(each),
    optimisedBytes: optimised(each),
  }));
}

function churning<S>(
  set: StateCrdt<S, SetUpdate, ReadonlySet<Element>>,
  live: number,
): (rounds: number) => number {
  let state = set.init(), done = 0;
  for (let i = 0; i < live; i++) state = updated(set, state, i % 2, put(`live ${i}`));
  return (rounds) => {
    for (; done < rounds; done++) {
      state = updated(set, state, done % 2, put("churns"));
      state = updated(set, state, done % 2, { type: "remove", element: "churns" });
    }
    return sizeOf(state);
  };
}

function put(element: Element): SetUpdate {
  return { type: "add", element };
}
