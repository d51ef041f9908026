/**
 * Causal types: a dot store and the context that it is read with (Almeida, Shoker and Baquero 2018, section 7). The
 * join is the same for all of them; each says only which dots an update brings and which it takes away.
 *
 * @module
 */

import type { Replica, StateCrdt } from "../crdt.ts";
import {
  type Context,
  contextBelow,
  contextOf,
  type Dot,
  emptyContext,
  joinContexts,
  nextDot,
} from "./context.ts";
import type { DotStore } from "./dots.ts";

/** A store and which events it has heard of, those included whose data are gone. */
export interface Causal<D> {
  /** What is there. */
  readonly store: D;
  /** All that is known; at least the dots of the store. */
  readonly context: Context;
}

/** What an update comes to. */
export interface Change<D> {
  /** What the delta has: parts with the new dot, and nothing else that is not in the state. */
  readonly store: D;
  /** The dots that it takes away. */
  readonly removed: Iterable<Dot>;
  /** Whether it uses the new dot. */
  readonly uses: boolean;
}

/** A type whose states are a dot store and a context. It may be a type of its own or the values of a map. */
export interface CausalCrdt<D, U, V> {
  /** What it is called. */
  readonly name: string;
  /** The sort of store. */
  readonly kind: DotStore<D>;
  /** What an update comes to, with `dot` for its event. */
  change(store: D, dot: Dot, update: U): Change<D>;
  /** What users see. */
  value(store: D): V;
}

/** A causal type as a state-based one. */
export function causal<D, U, V>(type: CausalCrdt<D, U, V>): StateCrdt<Causal<D>, U, V> {
  const { name, kind } = type;
  return {
    name,
    init: () => ({ store: kind.empty, context: emptyContext }),
    update(state, replica: Replica, update) {
      const dot = nextDot(state.context, replica);
      const { store, removed, uses } = type.change(state.store, dot, update);
      // The context says what this delta is about, and no more: to say more is to remove.
      return { store, context: contextOf([...removed, ...uses ? [dot] : []]) };
    },
    merge: (a, b) => ({
      store: kind.join(a.store, a.context, b.store, b.context),
      context: joinContexts(a.context, b.context),
    }),
    below: (a, b) => contextBelow(a.context, b.context) && kind.below(a.store, a.context, b.store),
    value: ({ store }) => type.value(store),
  };
}

/** Whether all that is known is known without gaps, as it is where deltas come in causal order. */
export function isGapless({ context }: Causal<unknown>): boolean {
  return context.cloud.size === 0;
}
