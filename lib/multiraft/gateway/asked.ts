/** What a range is asked: of a scan a part, and all that changes something with a number. @module */

import { type Entries, readsOnly } from "../range/commands.ts";
import { mostEntryUnits } from "../../replicated/store/limits.ts";
import type { Route, Task } from "../messages.ts";
import type { Pending } from "../state.ts";
import type { Step } from "../step.ts";

/** Something that has not been asked yet. */
export function newPending(
  asked: Pick<Pending, "address" | "key" | "task" | "merges" | "only">,
): Pending {
  return {
    ...asked,
    ...{ tries: 0, unheard: 0, located: 0, isAskedAnew: false, heir: null },
    found: [],
  };
}

/** What changes something is numbered; a scan asks each range for its own keys. */
export function stamped({ s, io }: Step, id: number, pending: Pending, route: Route): Task {
  const { task } = pending;
  if (task.type !== "operate") return task;
  const { operation } = task;
  if (operation.type === "scan") {
    const { end, limit } = operation, { key, found } = pending;
    const until = route.end === null || end !== null && end < route.end ? end : route.end;
    const rest = limit - found.length;
    return { ...task, operation: { type: "scan", key, end: until, limit: rest } };
  }
  if (readsOnly(operation)) return task;
  // What is under way stands in the order in which it was asked.
  const [lowest = id] = s.gateway.pending.keys();
  return { ...task, stamp: { gateway: io.self, boot: s.boot, sequence: id, lowest } };
}

/** Whether a scan has found so much that it ends: what one range adds is at most as much again. */
export function isMuch(found: Entries["entries"]): boolean {
  let units = 0;
  for (const [key, value] of found) units += key.length + value.length;
  return units >= mostEntryUnits;
}
