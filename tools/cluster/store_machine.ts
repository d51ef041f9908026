/** The key–value store that the cluster replicates. Unlike the library's, it tells "" from nothing. @module */

import type { StateMachine } from "hb/replicated/state_machine.ts";
import {
  deleteFrom,
  emptyPagedMap,
  getFrom,
  type PagedMap,
  paging,
  setIn,
} from "hb/replicated/state_machine/paged_map.ts";
import { type Command, type Entries, mostEntryUnits } from "../kv/operation.ts";
import type { RangeOperation } from "../kv/operation.ts";

/** A get gives what is there or `null`, a cas whether it took place, a range entries, the others `null`. */
export const storeMachine: StateMachine<PagedMap, Command, string | boolean | null | Entries> = {
  init: emptyPagedMap,
  paging,
  reads: ({ type }) => type === "get" || type === "range",
  grows: ({ type }) => type === "put" || type === "cas",
  apply(store, operation) {
    const { key } = operation;
    switch (operation.type) {
      case "get":
        return getFrom(store, key) ?? null;
      case "put":
        setIn(store, key, operation.value);
        return null;
      case "del":
        deleteFrom(store, key);
        return null;
      case "cas":
        if ((getFrom(store, key) ?? null) !== operation.expected) return false;
        setIn(store, key, operation.value);
        return true;
      case "range":
        return entriesOf(store, operation);
    }
  },
};

/** Hears of a command after it was applied. */
export type Applied = (store: object, command: Command, result: unknown) => void;

/** The same store, with somebody who hears of what is applied. */
export function observed(applied: Applied): typeof storeMachine {
  return {
    ...storeMachine,
    apply(store, command) {
      const result = storeMachine.apply(store, command);
      applied(store, command, result);
      return result;
    },
  };
}

/**
 * The pages are in no order, so every key is looked at: the time grows with the number of keys. They are sorted
 * as texts are without more ado, by UTF-16 units.
 */
function entriesOf(store: PagedMap, { key: from, to, limit }: RangeOperation): Entries {
  let keys: string[] = [];
  for (const page of store.pages) {
    for (const key of page.keys()) if (key >= from && (to === null || key < to)) keys.push(key);
    // What is behind the first ones will not be given, and one more says that there is more.
    if (keys.length > 4 * limit) keys = keys.sort().slice(0, limit + 1);
  }
  keys.sort();
  const entries: [string, string][] = [];
  let units = 0;
  for (const key of keys) {
    const value = getFrom(store, key)!;
    units += key.length + value.length;
    if (entries.length === limit || entries.length > 0 && units > mostEntryUnits) break;
    entries.push([key, value]);
  }
  return { entries, more: entries.length < keys.length };
}
