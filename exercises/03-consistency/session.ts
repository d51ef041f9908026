/** Part 3. What one client may rely on. @module */

import { type Session, todo } from "./memory.ts";

/**
 * Two checkers. `arbitration` has for each register the values that were written, in the order in which
 * the store arbitrated them. Null counts as older than everything that was written, and what comes earlier
 * in a history as what a process had done before.
 */
export const session: Session = {
  /** No process ever reads a value older than what it had itself written to that register. */
  readsItsWrites: (_history, _arbitration) => todo("part 3, read your writes"),

  /** No process ever reads a value older than one that it had read from that register. */
  readsMonotonically: (_history, _arbitration) => todo("part 3, monotonic reads"),
};
