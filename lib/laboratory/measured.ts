/** Figures of what has been measured. @module */

import type { History } from "../model/history.ts";

/** The mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The least value that so large a share of them, 0 to 1, does not exceed (the nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** How long operations took that have ended well, in ms. */
export function latencies(history: History): number[] {
  return history.filter(({ outcome }) => outcome === "ok")
    .map(({ invokedAt, endedAt }) => endedAt - invokedAt);
}
