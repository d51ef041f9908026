/** Writes compared by the rules as they should be, whatever a bug makes of them. @module */

import type { Item, Stamp } from "../messages.ts";
import type { State } from "../state.ts";

/** Whether one write is not earlier than another of its key: by the rule as it should be. */
export function isAtLeast(item: Stamp, other: Stamp): boolean {
  return item.time > other.time || (item.time === other.time && item.node >= other.node);
}

/** Whether two items are the same write. */
export function isSame(a: Item, b: Item): boolean {
  return a.key === b.key && a.value === b.value && a.time === b.time && a.node === b.node;
}

/** When each item of a node was written; of a node that is down, nothing is known. */
export function stampsOf(s: Readonly<State> | undefined): Map<string, Stamp> {
  return new Map([...s?.items ?? []].map(([key, { time, node }]) => [key, { time, node }]));
}
