/** What is done to single keys, and read of several. @module */

import { getFrom } from "../state_machine/paged_map.ts";
import type {
  Changed,
  Entries,
  Put,
  RangeOperation,
  Refused,
  Step,
  StepResult,
} from "./commands.ts";
import { attach } from "./leases.ts";
import { mostEntryUnits } from "./limits.ts";
import { deleteValue, leaseOf, setValue, type Store, valueOf } from "./state.ts";

/** Does one step and tells what it changes. What is refused has changed nothing. */
export function doStep(
  store: Store,
  step: Step,
  tell: (change: Changed) => void,
  mostUnits: number = mostEntryUnits,
): StepResult | Refused {
  switch (step.type) {
    case "get":
      return valueOf(store, step.key);
    case "put":
      return put(store, step, tell);
    case "del":
      attach(store, step.key, null);
      deleteValue(store, step.key);
      tell({ key: step.key, value: null });
      return null;
    case "range":
      return entriesOf(store, step, mostUnits);
  }
}

/** Puts a value. */
export function put(
  store: Store,
  { key, value, lease }: Omit<Put, "type">,
  tell: (change: Changed) => void,
): null | Refused {
  const refused = attach(store, key, lease ?? null);
  if (refused !== undefined) return refused;
  setValue(store, key, value);
  tell({ key, value });
  return null;
}

/** Makes a key hold again what it held, attached to what it was attached to. */
export function restore(
  store: Store,
  key: string,
  { value, lease }: { readonly value: string | null; readonly lease: number | null },
): void {
  // Its lease is there and has room: no step ends one, and what was attached since has been put
  // back before.
  attach(store, key, lease);
  if (value === null) deleteValue(store, key);
  else setValue(store, key, value);
}

/**
 * The pages are in no order, so every key is looked at: the time grows with the number of keys.
 * They are sorted as texts are without more ado, by UTF-16 units.
 */
function entriesOf(
  store: Store,
  { key: from, to, limit }: RangeOperation,
  mostUnits: number,
): Entries {
  const { values } = store;
  let keys: string[] = [];
  for (const page of values.pages) {
    for (const key of page.keys()) if (key >= from && (to === null || key < to)) keys.push(key);
    // What is behind the first ones will not be given, and one more says that there is more.
    if (keys.length > 4 * limit) keys = keys.sort().slice(0, limit + 1);
  }
  keys.sort();
  const entries: Entries["entries"][number][] = [];
  let units = 0;
  for (const key of keys) {
    const value = getFrom(values, key)!;
    units += key.length + value.length;
    if (entries.length === limit || entries.length > 0 && units > mostUnits) break;
    const lease = leaseOf(store, key);
    entries.push(lease === null ? [key, value] : [key, value, lease]);
  }
  return { entries, more: entries.length < keys.length };
}
