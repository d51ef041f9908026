/** Sets that only grow, and a set of which each element can be removed once (Shapiro et al. 2011, INRIA RR-7506). @module */

import { assertKinds, oneOf } from "../../../model/kinds.ts";
import type { StateCrdt } from "../crdt.ts";
import {
  type Add,
  assertSetUpdate,
  type Element,
  element,
  isSubset,
  type SetUpdate,
  union,
} from "./elements.ts";

/** A set that only grows. */
export const gSet: StateCrdt<ReadonlySet<Element>, Add, ReadonlySet<Element>> = {
  name: "G-set",
  init: () => new Set(),
  update(state, _, add) {
    assertKinds("update a set", add, { type: oneOf("add"), element });
    return new Set(state.has(add.element) ? [] : [add.element]);
  },
  merge: union,
  below: isSubset,
  value: (state) => state,
};

/** Two sets that only grow. */
export interface TwoPhaseSet {
  /** What was ever added. */
  readonly added: ReadonlySet<Element>;
  /** What was ever removed: the tombstones. */
  readonly removed: ReadonlySet<Element>;
}

/** A set from which what was removed is gone for good: a remove wins over all adds, also over those after it. */
export const twoPhaseSet: StateCrdt<TwoPhaseSet, SetUpdate, ReadonlySet<Element>> = {
  name: "2P-set",
  init: () => ({ added: new Set(), removed: new Set() }),
  update({ added, removed }, _, update) {
    assertSetUpdate(update);
    const { type, element } = update;
    const nothing = new Set<Element>(), one = new Set([element]);
    if (type === "add") return { added: added.has(element) ? nothing : one, removed: nothing };
    // Only what is seen can be removed: to remove what was never there would forbid to add it.
    const isSeen = added.has(element) && !removed.has(element);
    return { added: nothing, removed: isSeen ? one : nothing };
  },
  merge: (a, b) => ({ added: union(a.added, b.added), removed: union(a.removed, b.removed) }),
  below: (a, b) => isSubset(a.added, b.added) && isSubset(a.removed, b.removed),
  value: ({ added, removed }) => new Set([...added].filter((each) => !removed.has(each))),
};
