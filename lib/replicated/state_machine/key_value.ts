/** A key–value store as a state machine. A key that was never put holds the empty text. @module */

import type { StateMachine } from "../state_machine.ts";

/** What can be asked of the store. */
export type KeyValueCommand =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "append"; readonly key: string; readonly value: string }
  | { readonly type: "delete"; readonly key: string }
  /** Puts `value` if the key holds `expected`. */
  | {
    readonly type: "cas";
    readonly key: string;
    readonly expected: string;
    readonly value: string;
  };

/** A get answers the text, a cas whether it has put its value, the others null. */
export type KeyValueAnswer = string | boolean | null;

/** The store itself. */
export type KeyValueState = Map<string, string>;

/**
 * The store.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
 *
 * const store = keyValueMachine.init();
 * keyValueMachine.apply(store, { type: "put", key: "x", value: "1" });
 * const cas = { type: "cas", key: "x", expected: "1", value: "2" } as const;
 * assertEquals(keyValueMachine.apply(store, cas), true);
 * assertEquals(keyValueMachine.apply(store, cas), false);
 * assertEquals(keyValueMachine.apply(store, { type: "get", key: "x" }), "2");
 * ```
 */
export const keyValueMachine: StateMachine<KeyValueState, KeyValueCommand, KeyValueAnswer> = {
  init: () => new Map(),
  apply(store, command) {
    const { key } = command;
    const held = store.get(key) ?? "";
    switch (command.type) {
      case "get":
        return held;
      case "put":
        store.set(key, command.value);
        return null;
      case "append":
        store.set(key, held + command.value);
        return null;
      case "delete":
        store.delete(key);
        return null;
      case "cas":
        if (held !== command.expected) return false;
        store.set(key, command.value);
        return true;
    }
  },
};
