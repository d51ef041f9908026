/**
 * Causal consistency: a write is applied only where everything has been applied that its writer had seen.
 * A vector clock on each update says what that is.
 *
 * Two stores do so. In *causal memory* (Ahamad, Neiger, Burns, Kohli and Hutto 1995) concurrent writes
 * are applied as they come, so two copies may hold different values for ever, and each client's view is
 * still in order. *Causal+* (Lloyd, Freedman, Kaminsky and Andersen 2011) adds one winner for all.
 *
 * @module
 */

import { lazy, type Policy } from "./lazy.ts";

/** Causes first; of concurrent writes the last to arrive stays. */
export const causalMemory: ReturnType<typeof lazy> = lazy({
  order: "causal",
  conflict: "last to arrive",
});

/** The choices of `causalPlus`, for stores that are built on it. */
export const CAUSAL_PLUS: Policy = { order: "causal", conflict: "last written" };

/** Causes first; of concurrent writes the same one stays everywhere. */
export const causalPlus: ReturnType<typeof lazy> = lazy(CAUSAL_PLUS);
