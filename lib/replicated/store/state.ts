/**
 * The store's state: what keys hold, the leases, and which key is attached to which. All three are
 * paged maps from text to text, so that a snapshot takes their pages as they are. A store that has
 * never had a lease is frozen as one without leases is.
 *
 * @module
 */

import type { Frozen, Paging } from "../paging.ts";
import {
  deleteFrom,
  emptyPagedMap,
  getFrom,
  type PagedMap,
  paging as pagingOfMap,
  setIn,
} from "../state_machine/paged_map.ts";

/** The store. */
export interface Store {
  /** What each key holds. */
  readonly values: PagedMap;
  /** The leases by their numbers as text, each as `ttlMs turn keys`; and the latest turn. */
  readonly leases: PagedMap;
  /**
   * The number of the lease of each key that is attached to one. Invariant: the key holds
   * something.
   */
  readonly attached: PagedMap;
}

/** A store without keys and leases. */
export function emptyStore(): Store {
  return { values: emptyPagedMap(), leases: emptyPagedMap(), attached: emptyPagedMap() };
}

/** What a key holds; null when it is not there. */
export function valueOf({ values }: Readonly<Store>, key: string): string | null {
  return getFrom(values, key) ?? null;
}

/** The lease of a key; null when it has none. */
export function leaseOf({ attached }: Readonly<Store>, key: string): number | null {
  const id = getFrom(attached, key);
  return id === undefined ? null : Number(id);
}

/** Makes a key hold a value. */
export function setValue({ values }: Store, key: string, value: string): void {
  setIn(values, key, value);
}

/** Takes a key out that is attached to no lease. */
export function deleteValue({ values }: Store, key: string): void {
  deleteFrom(values, key);
}

/** How the store is frozen and goes on. */
export const paging: Paging<Store> = {
  freeze({ values, leases, attached }): Frozen {
    if (leases.bytes === 0) return pagingOfMap.freeze(values);
    const parts = [values, leases, attached].map((map) => pagingOfMap.freeze(map));
    return {
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      pages: parts.flatMap(({ pages }) => pages),
      parts: parts.map(({ bytes, pages }) => ({ bytes, pages: pages.length })),
    };
  },
  thaw({ bytes, pages, parts = [{ bytes, pages: pages.length }] }): Store {
    let from = 0;
    const maps = parts.map(({ bytes, pages: count }) => {
      return pagingOfMap.thaw({ bytes, pages: pages.slice(from, from += count) });
    });
    const [values, leases, attached] = maps;
    return {
      values: values ?? emptyPagedMap(),
      leases: leases ?? emptyPagedMap(),
      attached: attached ?? emptyPagedMap(),
    };
  },
};
