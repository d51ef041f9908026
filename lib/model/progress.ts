/**
 * How far work is that takes long. Who runs it may listen, by a function at a place that both know; a page of the book
 * does, and shows a bar.
 *
 * @module
 */

/** Where a listener is found, on the global object. */
export const progressListener: unique symbol = Symbol.for("hb.progress") as never;

/** How far work is. */
export interface Progress {
  /** What is counted. */
  readonly what: "seeds" | "states";
  /** Seeds that were tried, or different states that were found. */
  readonly done: number;
  /** How many there are at most, where that is known. */
  readonly of?: number;
  /** Of states: steps to the farthest. */
  readonly depth?: number;
}

/** Is told how far work is. */
export type ProgressListener = (progress: Progress) => void;

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
