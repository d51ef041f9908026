/** The same patience with everybody, always: what is called "a timeout". @module */

import { type Estimator, spanMs } from "./estimator.ts";

/** What a fixed timeout knows of a sender. */
export interface Fixed {
  /** When its last heartbeat came, or its watching began, in ms. */
  lastMs: number;
}

/** Suspects whoever is silent for `timeoutMs`. Memory for each sender: one number. */
export function fixed(timeoutMs: number): Estimator<Fixed> {
  spanMs("a fixed timeout", "timeoutMs", timeoutMs);
  return {
    name: `fixed ${timeoutMs} ms`,
    start: (nowMs) => ({ lastMs: nowMs }),
    arrive(known, { atMs }) {
      known.lastMs = atMs;
    },
    deadlineMs: ({ lastMs }) => lastMs + timeoutMs,
  };
}
