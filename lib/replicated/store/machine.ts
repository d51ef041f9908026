/**
 * The key–value store that a cluster replicates. Unlike the library's first one, it tells "" from
 * nothing.
 *
 * @module
 */

import type { StateMachine } from "../state_machine.ts";
import { type Changed, changes, type Entry, type Result } from "./commands.ts";
import { doLease } from "./leases.ts";
import { emptyStore, paging, type Store, valueOf } from "./state.ts";
import { doStep, put } from "./steps.ts";
import { doTransaction } from "./transaction.ts";

/**
 * Hears of a command after it was applied, and of all that it changed, in order. Nothing changes
 * where it was refused.
 */
export type Applied = (store: Store, command: Entry, changes: readonly Changed[]) => void;

/**
 * The store.
 *
 * @example Two keys at once, and a key that goes with its lease
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import type { Entry } from "hb/replicated/store/commands.ts";
 * import { storeMachine } from "hb/replicated/store/machine.ts";
 *
 * const store = storeMachine.init(), ask = (entry: Entry) => storeMachine.apply(store, entry);
 * assertEquals(ask({ type: "grant", id: 7, ttlMs: 5000 }), { id: 7, ttlMs: 5000 });
 * const move = {
 *   type: "txn",
 *   compares: [{ key: "owner", is: "absent" }],
 *   success: [
 *     { type: "put", key: "owner", value: "Ann", lease: 7 },
 *     { type: "put", key: "log", value: "Ann came" },
 *   ],
 *   failure: [{ type: "get", key: "owner" }],
 * } as const;
 * assertEquals(ask(move), { succeeded: true, results: [null, null] });
 * assertEquals(ask(move), { succeeded: false, results: ["Ann"] });
 * // The grant was the first turn of all, and this is the second.
 * ask({ type: "renew", id: 7 });
 * ask({ type: "expire", id: 7, turn: 1 });
 * assertEquals(ask({ type: "get", key: "owner" }), "Ann");
 * ask({ type: "expire", id: 7, turn: 2 });
 * assertEquals(ask({ type: "get", key: "owner" }), null);
 * ```
 */
export const storeMachine: StateMachine<Store, Entry, Result> = {
  init: emptyStore,
  paging,
  reads,
  grows,
  apply: (store, command) => execute(store, command, () => {}),
};

/** The same store, with somebody who hears of what is applied. */
export function observed(applied: Applied): typeof storeMachine {
  return {
    ...storeMachine,
    apply(store, command) {
      const told: Changed[] = [];
      const result = execute(store, command, (change) => told.push(change));
      applied(store, command, told);
      return result;
    },
  };
}

function execute(store: Store, command: Entry, tell: (change: Changed) => void): Result {
  switch (command.type) {
    case "cas": {
      const { key, expected, value } = command;
      if (valueOf(store, key) !== expected) return false;
      put(store, { key, value }, tell);
      return true;
    }
    case "txn":
      return doTransaction(store, command, tell);
    case "grant":
    case "renew":
    case "revoke":
    case "lease":
    case "expire":
      return doLease(store, command, tell);
    default:
      return doStep(store, command, tell);
  }
}

function reads(command: Entry): boolean {
  if (command.type === "txn") return !changes(command);
  return command.type === "get" || command.type === "range" || command.type === "lease";
}

function grows(command: Entry): boolean {
  if (command.type === "txn") {
    return [...command.success, ...command.failure].some(({ type }) => type === "put");
  }
  return command.type === "put" || command.type === "cas" || command.type === "grant";
}
