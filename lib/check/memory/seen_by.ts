/** A history as one process knows it. @module */

import type { MemoryHistory } from "./memory.ts";

/**
 * All writes, and of the reads only those of one process. What keeps to a level so keeps to it as far as this
 * process can tell by itself: others may have seen the same writes in another order.
 */
export function seenBy(history: MemoryHistory, process: number): MemoryHistory {
  return history.filter((each) => each.process === process || each.input.type !== "read");
}
