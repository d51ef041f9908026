/**
 * The observed-remove set as it was first told (Shapiro, Preguiça, Baquero and Zawirski 2011): each add has a tag of its
 * own, and a remove remembers the tags that it takes away, for ever. It means the same as the set without tombstones,
 * and its state grows with every add and remove there ever was.
 *
 * @module
 */

import type { Replica, StateCrdt } from "../crdt.ts";
import type { Dots } from "./context.ts";
import { assertSetUpdate, type Element, isSubset, type SetUpdate, union } from "./elements.ts";

/** All adds, and those that were removed. */
export interface TaggedSet {
  /** The tags of each element: all that it was ever added with. */
  readonly added: ReadonlyMap<Element, Dots>;
  /** The tags that were removed: the tombstones. */
  readonly removed: Dots;
}

/** The observed-remove set with tombstones. Concurrent adds win over removes. */
export const orSetTombstones: StateCrdt<TaggedSet, SetUpdate, ReadonlySet<Element>> = {
  name: "OR-set with tombstones",
  init: () => ({ added: new Map(), removed: new Map() }),
  update({ added, removed }, replica, update) {
    assertSetUpdate(update);
    const { type, element } = update;
    if (type === "add") {
      const tag = new Map([[replica, new Set([lastTag(added, replica) + 1])]]);
      return { added: new Map([[element, tag]]), removed: new Map() };
    }
    return { added: new Map(), removed: without(added.get(element) ?? new Map(), removed) };
  },
  merge: (a, b) => ({
    added: mergedMaps(a.added, b.added, mergedDots),
    removed: mergedDots(a.removed, b.removed),
  }),
  below: (a, b) =>
    dotsBelow(a.removed, b.removed) &&
    [...a.added].every(([element, tags]) => dotsBelow(tags, b.added.get(element) ?? new Map())),
  value: ({ added, removed }) =>
    new Set(
      [...added].flatMap(([element, tags]) => without(tags, removed).size > 0 ? [element] : []),
    ),
};

/** The number of a replica's last tag; it has all of its own, removed or not. */
function lastTag(added: TaggedSet["added"], replica: Replica): number {
  let last = 0;
  for (const tags of added.values()) {
    for (const count of tags.get(replica) ?? []) last = Math.max(last, count);
  }
  return last;
}

function without(tags: Dots, removed: Dots): Dots {
  return new Map(
    [...tags].flatMap(([replica, counts]): [Replica, Set<number>][] => {
      const left = [...counts].filter((count) => !removed.get(replica)?.has(count));
      return left.length === 0 ? [] : [[replica, new Set(left)]];
    }),
  );
}

function mergedDots(a: Dots, b: Dots): Dots {
  return mergedMaps<Replica, ReadonlySet<number>>(a, b, union);
}

function dotsBelow(a: Dots, b: Dots): boolean {
  return [...a].every(([replica, counts]) => isSubset(counts, b.get(replica) ?? new Set()));
}

function mergedMaps<K, V>(
  a: ReadonlyMap<K, V>,
  b: ReadonlyMap<K, V>,
  both: (a: V, b: V) => V,
): ReadonlyMap<K, V> {
  const merged = new Map(a);
  for (const [key, value] of b) {
    merged.set(key, merged.has(key) ? both(merged.get(key)!, value) : value);
  }
  return merged;
}
