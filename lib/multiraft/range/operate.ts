/** What an operation does to the keys of a range. @module */

import { mostEntryUnits } from "../../replicated/store/limits.ts";
import {
  deleteFrom,
  getFrom,
  type PagedMap,
  setIn,
} from "../../replicated/state_machine/paged_map.ts";
import type { Entries, Operation, RangeAnswer } from "./commands.ts";
import { holds } from "./interval.ts";

/** Executes an operation whose keys are all there. */
export function operate(data: PagedMap, operation: Operation): RangeAnswer {
  switch (operation.type) {
    case "get":
      return { ok: true, value: getFrom(data, operation.key) ?? null };
    case "put":
      setIn(data, operation.key, operation.value);
      return { ok: true, value: null };
    case "append":
      setIn(data, operation.key, (getFrom(data, operation.key) ?? "") + operation.value);
      return { ok: true, value: null };
    case "delete":
      deleteFrom(data, operation.key);
      return { ok: true, value: null };
    case "cas": {
      const isThere = (getFrom(data, operation.key) ?? null) === operation.expected;
      if (isThere) setIn(data, operation.key, operation.value);
      return { ok: true, value: isThere };
    }
    case "scan":
      return { ok: true, value: scan(data, operation) };
  }
}

/** The pages are in no order, so all keys are looked at. Where much is found, it ends before all is. */
function scan(
  data: PagedMap,
  { key: start, end, limit }: Extract<Operation, { type: "scan" }>,
): Entries {
  const keys: string[] = [];
  for (const page of data.pages) {
    for (const key of page.keys()) if (holds({ start, end }, key)) keys.push(key);
  }
  keys.sort();
  const entries: (readonly [string, string])[] = [];
  let units = 0;
  for (const key of keys.slice(0, limit)) {
    const value = getFrom(data, key)!;
    units += key.length + value.length;
    if (entries.length > 0 && units > mostEntryUnits) break;
    entries.push([key, value]);
  }
  return { keys: { start, end }, entries, more: keys.length > entries.length };
}
