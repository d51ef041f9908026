/**
 * What the types are to mean: a function of the events that are visible and of which of them had seen which. The events
 * come in the order in which they happened.
 *
 * @module
 */

import { compare } from "../../../model/compare.ts";
import type { BoundedUpdate } from "../../../replication/crdt/state/bounded_counter.ts";
import type { CounterUpdate } from "../../../replication/crdt/state/causal_counter.ts";
import type { Add, Element, SetUpdate } from "../../../replication/crdt/state/elements.ts";
import {
  isBefore,
  type LwwRegister,
  type Write,
} from "../../../replication/crdt/state/lww_register.ts";
import type { RegisterUpdate } from "../../../replication/crdt/state/mv_register.ts";
import type { MapUpdate } from "../../../replication/crdt/state/or_map.ts";
import { type Event, saw } from "./subject.ts";

/** The sum of all that was added. */
export function counted(visible: readonly Event<number>[]): number {
  return visible.reduce((sum, { update }) => sum + update, 0);
}

/** What was added less what was taken; what moved changes nothing. Never below 0. */
export function bounded(visible: readonly Event<BoundedUpdate>[]): number {
  const amounts = visible.map(({ update: { type, by } }) =>
    type === "add" ? by : type === "take" ? -by : 0
  );
  return Math.max(0, amounts.reduce((sum, by) => sum + by, 0));
}

/** What was added and of which no reset has seen it. */
export function resettable(visible: readonly Event<CounterUpdate>[]): number {
  const resets = visible.filter(({ update: { type } }) => type === "reset");
  return visible.reduce((sum, event) => {
    const { update } = event;
    return update.type === "reset" || resets.some((reset) => saw(reset, event))
      ? sum
      : sum + update.by;
  }, 0);
}

/** The write with the latest stamp, where a write is stamped later than what its writer saw. */
export function lastWritten(visible: readonly Event<Write>[]): unknown {
  const stamps = new Map<number, NonNullable<LwwRegister>>();
  const last = (among: Iterable<NonNullable<LwwRegister>>) =>
    [...among].reduce<LwwRegister>((a, b) => isBefore(a, b) ? b : a, null);
  for (const { id, replica, update: { value, at }, sees } of visible) {
    const before = last([...sees].map((each) => stamps.get(each)!));
    stamps.set(id, { value, replica, time: Math.max(at, before === null ? at : before.time + 1) });
  }
  return last(stamps.values())?.value ?? null;
}

/** The writes that no other update has seen. */
export function siblings(visible: readonly Event<RegisterUpdate>[]): readonly unknown[] {
  return visible
    .filter((event) => !visible.some((later) => saw(later, event)))
    .flatMap(({ update }) => update.type === "write" ? [update.value] : [])
    .sort(compare);
}

/** All that was added. */
export function everAdded(visible: readonly Event<Add>[]): ReadonlySet<Element> {
  return new Set(visible.map(({ update: { element } }) => element));
}

/** What was added, without what somebody removed who saw it then. */
export function removedForGood(visible: readonly Event<SetUpdate>[]): ReadonlySet<Element> {
  const elements = new Set<Element>();
  for (const { update: { type, element } } of visible) if (type === "add") elements.add(element);
  for (const { update: { type, element }, sees } of visible) {
    if (type !== "remove") continue;
    const before = visible.filter(({ id }) => sees.has(id));
    if (before.some(({ update }) => update.type === "add" && update.element === element)) {
      elements.delete(element);
    }
  }
  return elements;
}

/** What some add added that no remove has seen. */
export function addWins(visible: readonly Event<SetUpdate>[]): ReadonlySet<Element> {
  return new Set(
    visible.flatMap((add) => {
      const { type, element } = add.update;
      const isGone = visible.some((later) =>
        later.update.type === "remove" && later.update.element === element && saw(later, add)
      );
      return type === "add" && !isGone ? [element] : [];
    }),
  );
}

/** What was added, unless there is a remove that no later update of the element has seen. */
export function removeWins(visible: readonly Event<SetUpdate>[]): ReadonlySet<Element> {
  const elements = new Set(visible.map(({ update: { element } }) => element));
  return new Set(
    [...elements].filter((element) => {
      const votes = visible.filter(({ update }) => update.element === element);
      const counting = votes.filter(({ update: { type }, sees }) =>
        type === "add" || votes.some(({ id, update }) => update.type === "add" && sees.has(id))
      );
      const last = counting.filter((vote) => !counting.some((later) => saw(later, vote)));
      return last.length > 0 && last.every(({ update: { type } }) => type === "add");
    }),
  );
}

/** For each key what its updates mean that no remove has seen; a key is there where `isThere` of these says so. */
export function keyed<U, V>(
  inner: (visible: readonly Event<U>[]) => V,
  isThere: (visible: readonly Event<U>[]) => boolean,
): (visible: readonly Event<MapUpdate<U>>[]) => ReadonlyMap<Element, V> {
  return (visible) => {
    const removes = visible.filter(({ update: { type } }) => type === "remove");
    const byKey = new Map<Element, Event<U>[]>();
    for (const event of visible) {
      const { id, replica, sees, update } = event;
      if (update.type === "remove") continue;
      if (removes.some((each) => each.update.key === update.key && saw(each, event))) continue;
      const events = byKey.get(update.key) ?? [];
      byKey.set(update.key, [...events, { id, replica, sees, update: update.update }]);
    }
    return new Map(
      [...byKey].flatMap(([key, events]) => isThere(events) ? [[key, inner(events)]] : []),
    );
  };
}
