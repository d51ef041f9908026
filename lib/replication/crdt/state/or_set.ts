/**
 * The observed-remove set: a remove takes away the adds that its replica has seen, so that an add which is concurrent
 * with it wins (Shapiro et al. 2011). Here without tombstones (Bieniusa, Zawirski, Preguiça, Shapiro, Baquero, Balegas
 * and Duarte 2012, *An optimized conflict-free replicated set*, INRIA RR-8083): who knows of an add and does not have it
 * has seen its removal. With deltas it is the add-wins set of Almeida, Shoker and Baquero 2018.
 *
 * @module
 */

import type { StateCrdt } from "../crdt.ts";
import { type Causal, causal, type CausalCrdt } from "./causal.ts";
import type { Dots } from "./context.ts";
import { type DotMap, dotMap, dotSet } from "./dots.ts";
import { assertSetUpdate, type Element, type SetUpdate } from "./elements.ts";

/** The adds by which each element is in the set. */
export type Adds = DotMap<Element, Dots>;

/** The set as a causal type. Its value is its elements. */
export const orSetType: CausalCrdt<Adds, SetUpdate, ReadonlySet<Element>> = {
  name: "OR-set",
  kind: dotMap<Element, Dots>(dotSet),
  change(store, { replica, count }, update) {
    assertSetUpdate(update);
    const { type, element } = update;
    const adds = store.get(element) ?? dotSet.empty;
    const isAdd = type === "add";
    return {
      store: new Map(isAdd ? [[element, new Map([[replica, new Set([count])]])]] : []),
      // An add makes those before it superfluous: an element has at most one for each replica.
      removed: dotSet.dots(adds),
      uses: isAdd,
    };
  },
  value: (store) => new Set(store.keys()),
};

/** The observed-remove set without tombstones. Concurrent adds win over removes. */
export const orSet: StateCrdt<Causal<Adds>, SetUpdate, ReadonlySet<Element>> = causal(orSetType);
