/**
 * Part 3. What one client may rely on.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { Memory } from "./memory.ts";

/** For each register the values that were written, in the order in which the store arbitrated them. */
export type Arbitration = ReadonlyMap<string, readonly number[]>;

/** Two checkers. Null counts as older than everything that was written. */
export interface Session {
  /** No process ever reads a value older than what it had itself written to that register. */
  readsItsWrites(history: Memory, arbitration: Arbitration): boolean;
  /** No process ever reads a value older than one that it had read from that register. */
  readsMonotonically(history: Memory, arbitration: Arbitration): boolean;
}

export const session: Session = {
  readsItsWrites: (_history, _arbitration) => todo("part 3, read your writes"),
  readsMonotonically: (_history, _arbitration) => todo("part 3, monotonic reads"),
};
