/**
 * A timeout that grows with each mistake (Chandra and Toueg 1996, *Unreliable failure detectors for reliable
 * distributed systems*, the algorithm for partial synchrony): where delays are bounded from some time on, it
 * outgrows the bound, which nobody has to know, after finitely many mistakes. So it is eventually perfect. It
 * never shrinks again: what it has learnt in bad weather, it keeps.
 *
 * @module
 */

import { type Estimator, spanMs } from "./estimator.ts";

/** What it knows of a sender. */
export interface Growing {
  /** When its last heartbeat came, or its watching began, in ms. */
  lastMs: number;
  /** How long it waits, in ms; never less than before. */
  timeoutMs: number;
}

/** Waits for `firstMs` at first, and `byMs` longer after each mistake. Memory for each sender: two numbers. */
export function growing(firstMs: number, byMs: number): Estimator<Growing> {
  spanMs("a growing timeout", "firstMs", firstMs);
  spanMs("a growing timeout", "byMs", byMs);
  return {
    name: `growing ${firstMs} + ${byMs} ms`,
    start: (nowMs) => ({ lastMs: nowMs, timeoutMs: firstMs }),
    arrive(known, { atMs, suspected }) {
      if (suspected) known.timeoutMs += byMs;
      known.lastMs = atMs;
    },
    deadlineMs: ({ lastMs, timeoutMs }) => lastMs + timeoutMs,
  };
}
