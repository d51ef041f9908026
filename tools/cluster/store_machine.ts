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
import type { Operation } from "../kv/operation.ts";

/** A get gives what is there or `null`, a cas whether it took place, the others `null`. */
export const storeMachine: StateMachine<PagedMap, Operation, string | boolean | null> = {
  init: emptyPagedMap,
  paging,
  reads: ({ type }) => type === "get",
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
    }
  },
};
