/** Part 4. At the office, before `register`: forget what nobody will ask for again. @module */

import { memoryOf, type Register, type State } from "../../exercises/01-replay/office.ts";

/** Messages overtake one another, so an older `below` may come after a newer one. */
export function forget(s: State, { from, call, below }: Register): boolean {
  const memory = memoryOf(s, from);
  memory.below = Math.max(memory.below, below);
  for (const old of memory.tickets.keys()) {
    if (old < memory.below) memory.tickets.delete(old);
  }
  return call >= memory.below;
}
