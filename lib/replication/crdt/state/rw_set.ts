/**
 * The remove-wins set (Almeida, Shoker and Baquero 2018, section 7.4): removes have dots as adds have, and an element is
 * there when it has adds and no remove. Of what was removed its last removes remain, until it is added again.
 *
 * @module
 */

import type { StateCrdt } from "../crdt.ts";
import { type Causal, causal, type CausalCrdt } from "./causal.ts";
import type { Dots } from "./context.ts";
import { type DotMap, dotMap, dotSet } from "./dots.ts";
import { assertSetUpdate, type Element, type SetUpdate } from "./elements.ts";

/** The adds and the removes of one element that no later update has replaced. */
export type Votes = DotMap<SetUpdate["type"], Dots>;

const votes = dotMap<SetUpdate["type"], Dots>(dotSet);

/** The set as a causal type. Its value is its elements. */
export const rwSetType: CausalCrdt<
  DotMap<Element, Votes>,
  SetUpdate,
  ReadonlySet<Element>
> = {
  name: "RW-set",
  kind: dotMap<Element, Votes>(votes),
  change(store, { replica, count }, update) {
    assertSetUpdate(update);
    const { type, element } = update;
    const before = store.get(element) ?? votes.empty;
    const isSeen = before.has("add") || before.has("remove");
    // To remove what was never seen says nothing: it would win over adds that nobody meant.
    if (type === "remove" && !isSeen) return { store: new Map(), removed: [], uses: false };
    const vote: Votes = new Map([[type, new Map([[replica, new Set([count])]])]]);
    return { store: new Map([[element, vote]]), removed: votes.dots(before), uses: true };
  },
  value: (store) =>
    new Set([...store].flatMap(([element, each]) => each.has("remove") ? [] : [element])),
};

/** The remove-wins set. */
export const rwSet: StateCrdt<
  Causal<DotMap<Element, Votes>>,
  SetUpdate,
  ReadonlySet<Element>
> = causal(rwSetType);
