/**
 * A mutex as Knossos knows it: whoever releases it, it must have been held. The lock of `lock.ts` is
 * stricter, since it knows its holder.
 *
 * @module
 */

import type { Spec } from "./spec.ts";

/** What is asked of a mutex. */
export interface MutexInput {
  /** Acquire waits for the mutex; release gives it back. */
  readonly type: "acquire" | "release";
}

/**
 * A mutex that starts free; the state is whether it is held.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mutex } from "hb/check/spec/mutex.ts";
 *
 * assertEquals(mutex.step(false, { type: "acquire" }, null), [true, true]);
 * assertEquals(mutex.step(true, { type: "acquire" }, null), [false, true]);
 * assertEquals(mutex.step(false, { type: "release" }, null), [false, false]);
 * ```
 */
export const mutex: Spec<boolean, MutexInput, null> = {
  name: "mutex",
  init: false,
  step: (held, { type }) => held === (type === "release") ? [true, !held] : [false, held],
  describe: ({ type }) => type,
  describeState: (held) => held ? "held" : "free",
};
