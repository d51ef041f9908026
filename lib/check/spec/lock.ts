/** A lock that one process at a time may hold. @module */

import type { Spec } from "./spec.ts";

/** What is asked of a lock, and by whom. */
export interface LockInput {
  /** Acquire waits for the lock; release gives it back. */
  readonly type: "acquire" | "release";
  /** Who asks. */
  readonly owner: string | number;
}

/**
 * A lock that starts free; the state is its holder, or `null`. An operation that was answered has
 * succeeded: a client that does not get the lock has a failed operation.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lock } from "hb/check/spec/lock.ts";
 *
 * assertEquals(lock.step(null, { type: "acquire", owner: 1 }, undefined), [true, 1]);
 * assertEquals(lock.step(1, { type: "acquire", owner: 2 }, undefined), [false, 1]);
 * ```
 */
export const lock: Spec<string | number | null, LockInput, undefined> = {
  name: "lock",
  init: null,
  step(state, { type, owner }) {
    if (type === "acquire") return state === null ? [true, owner] : [false, state];
    return state === owner ? [true, null] : [false, state];
  },
  describe: ({ type, owner }) => `${type} by ${owner}`,
  describeState: (state) => state === null ? "free" : `held by ${state}`,
};
