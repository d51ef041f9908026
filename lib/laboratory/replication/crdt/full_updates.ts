/**
 * Updates as they were told before there were deltas: from a whole state to a whole state. What a delta says must come
 * to the same.
 *
 * @module
 */

import type { Replica } from "../../../replication/crdt/crdt.ts";
import type { Causal } from "../../../replication/crdt/state/causal.ts";
import type { GCounter, PnCounter } from "../../../replication/crdt/state/counters.ts";
import type { Add, Element, SetUpdate } from "../../../replication/crdt/state/elements.ts";
import type { TwoPhaseSet } from "../../../replication/crdt/state/grow_sets.ts";
import type { Adds } from "../../../replication/crdt/state/or_set.ts";
import type { TaggedSet } from "../../../replication/crdt/state/or_set_tombstones.ts";

/** A replica raises its entry. */
export function gCounter(state: GCounter, replica: Replica, by: number): GCounter {
  return new Map(state).set(replica, (state.get(replica) ?? 0) + by);
}

/** A replica raises one of its entries. */
export function pnCounter({ up, down }: PnCounter, replica: Replica, by: number): PnCounter {
  return by > 0
    ? { up: gCounter(up, replica, by), down }
    : { up, down: gCounter(down, replica, -by) };
}

/** The element is put in. */
export function gSet(
  state: ReadonlySet<Element>,
  _: Replica,
  { element }: Add,
): ReadonlySet<Element> {
  return new Set(state).add(element);
}

/** The element is put into one of the sets. */
export function twoPhaseSet(
  { added, removed }: TwoPhaseSet,
  _: Replica,
  { type, element }: SetUpdate,
): TwoPhaseSet {
  if (type === "add") return { added: new Set(added).add(element), removed };
  if (!added.has(element) || removed.has(element)) return { added, removed };
  return { added, removed: new Set(removed).add(element) };
}

/** The element gets a new tag, or all of its tags get a tombstone (Shapiro et al. 2011). */
export function orSetTombstones(
  { added, removed }: TaggedSet,
  replica: Replica,
  { type, element }: SetUpdate,
): TaggedSet {
  const copy = (dots: TaggedSet["removed"]) => new Map([...dots].map(([r, c]) => [r, new Set(c)]));
  if (type === "remove") {
    const tombstones = copy(removed);
    for (const [by, counts] of added.get(element) ?? []) {
      tombstones.set(by, new Set([...tombstones.get(by) ?? [], ...counts]));
    }
    return { added, removed: tombstones };
  }
  const own = [...added.values()].flatMap((tags) => [...tags.get(replica) ?? []]);
  const tags = copy(added.get(element) ?? new Map());
  tags.set(replica, new Set([...tags.get(replica) ?? [], Math.max(0, ...own) + 1]));
  return { added: new Map(added).set(element, tags), removed };
}

/** The replica's count goes up, and the new add stands for all before it (Bieniusa et al. 2012, figure 2). */
export function orSet(
  { store, context }: Causal<Adds>,
  replica: Replica,
  { type, element }: SetUpdate,
): Causal<Adds> {
  const elements = new Map(store);
  elements.delete(element);
  if (type === "remove") return { store: elements, context };
  const count = (context.vector.get(replica) ?? 0) + 1;
  elements.set(element, new Map([[replica, new Set([count])]]));
  return {
    store: elements,
    context: { ...context, vector: new Map(context.vector).set(replica, count) },
  };
}
