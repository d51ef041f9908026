/** The key–value store that the cluster replicates. Unlike the library's, it tells "" from nothing. @module */

import type { StateMachine } from "hb/replicated/state_machine.ts";
import type { Operation } from "../kv/operation.ts";

/** A get gives what is there or `null`, a cas whether it took place, the others `null`. */
export const storeMachine: StateMachine<Map<string, string>, Operation, string | boolean | null> = {
  init: () => new Map(),
  reads: ({ type }) => type === "get",
  grows: ({ type }) => type === "put" || type === "cas",
  apply(store, operation) {
    const { key } = operation;
    switch (operation.type) {
      case "get":
        return store.get(key) ?? null;
      case "put":
        store.set(key, operation.value);
        return null;
      case "del":
        store.delete(key);
        return null;
      case "cas":
        if ((store.get(key) ?? null) !== operation.expected) return false;
        store.set(key, operation.value);
        return true;
    }
  },
};
