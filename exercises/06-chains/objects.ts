/** What is replicated: texts under keys. There is nothing to fill in here. @module */

/** What clients ask. Keys and values are any texts, empty ones too. */
export type Command =
  /** What is under the key? The result is that, or null. */
  | { readonly type: "get"; readonly key: string }
  /** Let this be under the key. The result is what was there, or null. */
  | { readonly type: "put"; readonly key: string; readonly value: string }
  /** Add this to what is under the key. The result is what is there now. Done twice, it shows. */
  | { readonly type: "append"; readonly key: string; readonly value: string };

/** What is under each key. */
export type Store = Map<string, string>;

/** Does a command to a store, and gives its result. */
export function apply(store: Store, command: Command): string | null {
  const was = store.get(command.key) ?? null;
  if (command.type === "get") return was;
  const value = command.type === "put" ? command.value : (was ?? "") + command.value;
  store.set(command.key, value);
  return command.type === "put" ? was : value;
}

/** Whether a command leaves the store as it is. */
export const isQuery = ({ type }: Command): boolean => type === "get";
