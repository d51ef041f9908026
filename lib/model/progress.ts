/**
 * How far work is that takes long. Who runs it may listen, by a function at a place that both know; a page of the book
 * does, and shows a bar.
 *
 * @module
 */

/** Where a listener is found, on the global object. */
export const progressListener: unique symbol = Symbol.for("hb.progress") as never;

/** Is told how much is done of how much there is at most. */
export type ProgressListener = (done: number, of: number) => void;

/**
 * The one who listens now, if anybody does.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { listenerNow } from "hb/model/progress.ts";
 *
 * assertEquals(listenerNow(), undefined);
 * ```
 */
export function listenerNow(): ProgressListener | undefined {
  const found = (globalThis as { [progressListener]?: unknown })[progressListener];
  return typeof found === "function" ? found as ProgressListener : undefined;
}
