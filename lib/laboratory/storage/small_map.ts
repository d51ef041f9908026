/** A sorted map of short words, which says what an engine must hold. @module */

import type { Change, Entry } from "../../storage/engine/engine.ts";
import { bytesOf, valueOf } from "./tiny_store.ts";

/** Puts a value under a key. */
export function put(key: string, value: string): Change {
  return { type: "put", key: bytesOf(key), value: bytesOf(value) };
}

/** Deletes a key. */
export function deleted(key: string): Change {
  return { type: "delete", key: bytesOf(key) };
}

/** Deletes the keys from one on and before another. */
export function deletedRange(from: string, to: string): Change {
  return { type: "delete range", from: bytesOf(from), to: bytesOf(to) };
}

/** A map after some changes; entries count as puts. */
export function afterBatch(
  map: ReadonlyMap<string, string>,
  changes: Iterable<Change | Entry>,
): ReadonlyMap<string, string> {
  const after = new Map(map);
  for (const change of changes) {
    if (!("type" in change) || change.type === "put") {
      after.set(valueOf(change.key), valueOf(change.value));
    } else if (change.type === "delete") after.delete(valueOf(change.key));
    else {
      const from = valueOf(change.from), to = valueOf(change.to);
      for (const key of [...after.keys()]) if (key >= from && key < to) after.delete(key);
    }
  }
  return after;
}

/** All that a map holds; equal maps, equal words. */
export function contents(map: ReadonlyMap<string, string>): string {
  return [...map].sort(([a], [b]) => a < b ? -1 : 1).map((entry) => entry.join("=")).join(" ");
}

/** The same for a person to read: what is long is cut short. */
export function shown(contents: string): string {
  return contents === "" ? "nothing" : contents.replace(/=(\S)\S{9,}/g, "=$1…");
}
