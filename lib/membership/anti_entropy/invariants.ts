/** What must hold, whatever the network and the machines do. @module */

import { type Invariant, ofSteps } from "../../model/invariant.ts";
import { rootsTell } from "./invariants/contents.ts";
import { isAtLeast, stampsOf } from "./invariants/order.ts";
import { repairedIs } from "./invariants/repaired.ts";
import { noHole, onlyWritten } from "./invariants/writes.ts";
import type { Stamp } from "./messages.ts";
import type { State } from "./state.ts";

export { alike, isTreeOfItems, rootsTell } from "./invariants/contents.ts";
export { repairedIs } from "./invariants/repaired.ts";
export { noHole, onlyWritten } from "./invariants/writes.ts";

/** What is held of a key never becomes an earlier write. */
export const neverBack: Invariant<State> = ofSteps<State, ReadonlyMap<string, Stamp>>({
  name: "never back",
  words: "what a node holds of a key is never replaced by an earlier write",
  digest: stampsOf,
  step(before, { items }, node) {
    for (const [key, stamp] of before) {
      const now = items.get(key);
      if (now !== undefined && isAtLeast(now, stamp)) continue;
      return { words: `node ${node} had a later write of ${key} before`, nodes: [node] };
    }
    return undefined;
  },
});

/** All of them. */
export const invariants: readonly Invariant<State>[] = [
  neverBack,
  onlyWritten,
  noHole,
  rootsTell,
  repairedIs,
];
