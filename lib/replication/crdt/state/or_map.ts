/**
 * A map whose values are causal types, maps among them (Almeida, Shoker and Baquero 2018, section 7.4; the map of
 * Riak, Brown, Cribbs, Meiklejohn and Elliott 2014). One context stands beside the whole map.
 *
 * To remove a key *resets* its value: all that the remover has seen of it is taken away, and what is concurrent stays,
 * so that of an update and a concurrent remove the update remains, without what was there before.
 *
 * A client that has read one replica may remove at another, which has not seen all of it yet. It names what it has seen
 * (`seen`). Nothing has to be deferred: the delta's context says that those events are over, and when they come, they
 * are. It must name events of this key alone. Those of others would be removed with it.
 *
 * @module
 */

import { anything, assertKinds, type Kind, listOf, oneOf, optional } from "../../../model/kinds.ts";
import type { StateCrdt } from "../crdt.ts";
import { type Causal, causal, type CausalCrdt } from "./causal.ts";
import type { Dot } from "./context.ts";
import { type DotMap, dotMap } from "./dots.ts";
import { type Element, element } from "./elements.ts";

/** What may be asked of a map whose values may be asked `U`. */
export type MapUpdate<U> =
  /** To update the value of a key; where there is none, the empty one. */
  | { readonly type: "update"; readonly key: Element; readonly update: U }
  /** To remove a key: what this replica sees of it, or what somebody has seen elsewhere. */
  | { readonly type: "remove"; readonly key: Element; readonly seen?: readonly Dot[] };

/** A map as a causal type, so that maps may hold maps. Its value has the values of the keys that are there. */
export function orMapType<D, U, V>(
  inner: CausalCrdt<D, U, V>,
): CausalCrdt<DotMap<Element, D>, MapUpdate<U>, ReadonlyMap<Element, V>> {
  return {
    name: `OR-map of ${inner.name}`,
    kind: dotMap<Element, D>(inner.kind),
    change(store, dot, asked) {
      assertMapUpdate(asked);
      const before = store.get(asked.key) ?? inner.kind.empty;
      if (asked.type === "remove") {
        const removed = asked.seen ?? inner.kind.dots(before);
        return { store: new Map(), removed, uses: false };
      }
      const change = inner.change(before, dot, asked.update);
      const isThere = !inner.kind.isEmpty(change.store);
      return { ...change, store: new Map(isThere ? [[asked.key, change.store]] : []) };
    },
    value: (store) => new Map([...store].map(([key, each]) => [key, inner.value(each)])),
  };
}

const dotKind: Kind = {
  words: "a dot",
  is: (value) => {
    const { replica, count } = (value ?? {}) as Partial<Dot>;
    return replica !== undefined && Number.isSafeInteger(count) && count! >= 1;
  },
};

function assertMapUpdate<U>(asked: MapUpdate<U>): void {
  const kinds = { type: oneOf("update", "remove"), key: element };
  if (asked?.type === "update") {
    assertKinds("update a map", asked, { ...kinds, update: anything });
  } else assertKinds("update a map", asked, { ...kinds, seen: optional(listOf(dotKind)) });
}

/** A map whose values are of this type. */
export function orMap<D, U, V>(
  inner: CausalCrdt<D, U, V>,
): StateCrdt<Causal<DotMap<Element, D>>, MapUpdate<U>, ReadonlyMap<Element, V>> {
  return causal(orMapType(inner));
}

/** The events that a key's value is made of: what a client has seen when it has read it. */
export function seenOf<D>(
  { kind }: Pick<CausalCrdt<D, never, unknown>, "kind">,
  { store }: Causal<DotMap<Element, D>>,
  key: Element,
): readonly Dot[] {
  const value = store.get(key);
  return value === undefined ? [] : [...kind.dots(value)];
}
