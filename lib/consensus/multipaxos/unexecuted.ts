/** What a server has in its log and has not executed: little, however long the log is. @module */

import type { Entry } from "./log.ts";
import type { State } from "./state.ts";

/** No window is so wide that so many slots in a row have nothing in them. */
const WIDEST_GAP = 100_000;

/**
 * What is in slots that are not executed, in order. All that is executed is there, as far as it is not gone, so that
 * it is known how much else there is, and when all of that has been found.
 */
export function* unexecuted(
  { executed, log: { base, entries } }: Readonly<State>,
): Generator<readonly [slot: number, entry: Entry]> {
  let left = entries.size - (executed - base), missing = 0;
  for (let slot = executed + 1; left > 0 && missing < WIDEST_GAP; slot++) {
    const entry = entries.get(slot);
    if (entry === undefined) {
      missing++;
      continue;
    }
    left--;
    missing = 0;
    yield [slot, entry];
  }
}

/** The last slot in which a server has something. */
export function lastSlot(s: Readonly<State>): number {
  let last = s.executed;
  for (const [slot] of unexecuted(s)) last = slot;
  return last;
}
