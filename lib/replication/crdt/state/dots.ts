/**
 * Dot stores: data in which every part is there because of an event, its dot (Almeida, Shoker and Baquero 2018, section
 * 7.2). Beside a store stands a causal context. A dot that the context knows and the store has not is of something that
 * was removed, so that nothing else need be remembered of it: there are no tombstones.
 *
 * That makes contexts dangerous. One that claims more than its store was told about reads as a removal elsewhere.
 *
 * @module
 */

import { equal } from "../../../model/compare.ts";
import { inWords } from "../../../model/in_words.ts";
import type { Replica } from "../crdt.ts";
import { type Context, type Dot, type Dots, knows } from "./context.ts";

/** What can be done with a sort of store. Stores are never changed. */
export interface DotStore<D> {
  /** A store without any dot. */
  readonly empty: D;
  /** Whether it has no dot. */
  isEmpty(store: D): boolean;
  /** Each of its dots. */
  dots(store: D): Iterable<Dot>;
  /** What both have, and what one has of which the other has never known. */
  join(a: D, knownToA: Context, b: D, knownToB: Context): D;
  /**
   * Whether joining `a` to `b` would change nothing of the store, given that `b` knows all that `a` knows: all that `a`
   * has removed, `b` has removed.
   */
  below(a: D, knownToA: Context, b: D): boolean;
}

/** A set of dots. */
export const dotSet: DotStore<Dots> = {
  empty: new Map(),
  isEmpty: (store) => store.size === 0,
  *dots(store) {
    for (const [replica, counts] of store) {
      for (const count of counts) yield { replica, count };
    }
  },
  join(a, knownToA, b, knownToB) {
    const joined = new Map<Replica, Set<number>>();
    keep(joined, a, (replica, count) => has(b, replica, count) || !knows(knownToB, replica, count));
    keep(joined, b, (replica, count) => has(a, replica, count) || !knows(knownToA, replica, count));
    return joined;
  },
  below(a, knownToA, b) {
    for (const [replica, counts] of b) {
      // A function of dots is passed off as a set of them below: only `keys` gives the counts of both.
      for (const count of counts.keys()) {
        if (!has(a, replica, count) && knows(knownToA, replica, count)) return false;
      }
    }
    return true;
  },
};

/** Something written for each dot; no replica has an empty map. */
export type DotFun<V> = ReadonlyMap<Replica, ReadonlyMap<number, V>>;

/** A value for each dot, written once. Throws `RangeError` where one dot has two values: a replica's name was used again. */
export function dotFun<V>(): DotStore<DotFun<V>> {
  const { join, below } = dotSet as unknown as DotStore<ReadonlyMap<Replica, Keyed>>;
  const valueOf = (store: DotFun<V>, { replica, count }: Dot) => store.get(replica)?.get(count);
  const dots = function* (store: DotFun<V>): Iterable<Dot> {
    for (const [replica, values] of store) {
      for (const count of values.keys()) yield { replica, count };
    }
  };
  return {
    empty: new Map(),
    isEmpty: (store) => store.size === 0,
    dots,
    join(a, knownToA, b, knownToB) {
      const kept = join(a, knownToA, b, knownToB) as unknown as Dots;
      const joined = new Map<Replica, Map<number, V>>();
      for (const [replica, counts] of kept) {
        const values = new Map<number, V>();
        for (const count of counts) {
          const dot = { replica, count };
          const mine = valueOf(a, dot), theirs = valueOf(b, dot);
          assertSame(dot, mine, theirs);
          values.set(count, (mine === undefined ? theirs : mine) as V);
        }
        joined.set(replica, values);
      }
      return joined;
    },
    below: (a, knownToA, b) => below(a, knownToA, b),
  };
}

/** A store for each key; no key has an empty one. */
export type DotMap<K, D> = ReadonlyMap<K, D>;

/** A store for each key. */
export function dotMap<K, D>(inner: DotStore<D>): DotStore<DotMap<K, D>> {
  return {
    empty: new Map(),
    isEmpty: (store) => store.size === 0,
    *dots(store) {
      for (const each of store.values()) yield* inner.dots(each);
    },
    join(a, knownToA, b, knownToB) {
      const joined = new Map<K, D>();
      const put = (key: K) => {
        const mine = a.get(key) ?? inner.empty, theirs = b.get(key) ?? inner.empty;
        const both = inner.join(mine, knownToA, theirs, knownToB);
        if (!inner.isEmpty(both)) joined.set(key, both);
      };
      for (const key of a.keys()) put(key);
      for (const key of b.keys()) if (!a.has(key)) put(key);
      return joined;
    },
    below(a, knownToA, b) {
      for (const [key, theirs] of b) {
        if (!inner.below(a.get(key) ?? inner.empty, knownToA, theirs)) return false;
      }
      return true;
    },
  };
}

/** Counts that can be asked for: a set of them, or what has them as keys. */
interface Keyed {
  has(count: number): boolean;
  keys(): Iterable<number>;
}

function has(store: ReadonlyMap<Replica, Keyed>, replica: Replica, count: number): boolean {
  return store.get(replica)?.has(count) ?? false;
}

/** Adds those dots of `store` that are to be kept. */
function keep(
  joined: Map<Replica, Set<number>>,
  store: ReadonlyMap<Replica, Keyed>,
  isKept: (replica: Replica, count: number) => boolean,
): void {
  for (const [replica, counts] of store) {
    for (const count of counts.keys()) {
      if (!isKept(replica, count)) continue;
      const kept = joined.get(replica);
      if (kept === undefined) joined.set(replica, new Set([count]));
      else kept.add(count);
    }
  }
}

function assertSame<V>({ replica, count }: Dot, a: V | undefined, b: V | undefined): void {
  if (a === undefined || b === undefined || a === b || equal(a, b)) return;
  throw new RangeError(
    `Cannot merge because event ${count} of replica ${replica} must be one write: ` +
      `given ${inWords(a, 40)} and ${inWords(b, 40)}`,
  );
}
