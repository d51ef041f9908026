/** What a server has in its log and has not executed: little, however long the log is. @module */

import type { Entry } from "../../consensus/multipaxos/log.ts";
import type { State } from "../../consensus/multipaxos/state.ts";

/**
 * What is in slots that are not executed, in order. All that is executed is there, as far as it is not gone, so that
 * it is known how much else there is, and when all of that has been found.
 */
export function* unexecuted(
  { executed, log: { base, entries } }: Readonly<State>,
): Generator<readonly [slot: number, entry: Entry]> {
  let left = entries.size - (executed - base);
  for (let slot = executed + 1; left > 0; slot++) {
    const entry = entries.get(slot);
    if (entry === undefined) continue;
    left--;
    yield [slot, entry];
  }
}

/** The last slot in which a server has something. */
export function lastSlot(s: Readonly<State>): number {
  let last = s.executed;
  for (const [slot] of unexecuted(s)) last = slot;
  return last;
}
