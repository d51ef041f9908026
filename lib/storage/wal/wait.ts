/** What work on a log waits for, so that it can be done in one go or between other work. @module */

import type { Disk } from "../disk/disk.ts";

/** What must have happened before the work goes on. */
export type Wait =
  /** The contents of this file are durable. */
  | { readonly sync: string }
  /** The names of files are durable. */
  | "names"
  /** Nothing; but others may have their turn. */
  | "others";

/** Does the work in one go. */
export function finish<T>(disk: Disk, work: Generator<Wait, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (value === "names") disk.syncFolder();
    else if (value !== "others") disk.sync(value.sync);
  }
}
