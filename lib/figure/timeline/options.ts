/** What a timeline is told besides its operations. @module */

import type { Operation } from "../../model/history.ts";

/** Options of a timeline; only the title is required. */
export interface TimelineOptions<I = unknown, O = unknown> {
  /** The finding, in words. */
  readonly title: string;
  /** What a bar says; input and answer as plain data by default. */
  readonly label?: (operation: Operation<I, O>) => string;
  /** The name of a row; "process 0" by default. */
  readonly processName?: (process: number) => string;
  /** Operations, by their id, that stand out. */
  readonly highlight?: readonly number[];
  /** The operation that does not fit, by its id. */
  readonly offending?: number;
  /** An order that explains the operations, by their id: each in it gets a dot where it may take effect. */
  readonly order?: readonly number[];
  /** Sentences under the picture. */
  readonly words?: readonly string[];
  /** What stands under the axis; "time in ms" by default. */
  readonly axisTitle?: string;
  /**
   * Whether distances are times; default true. Otherwise calls and returns stand in their order at even
   * distances, what touches overlaps, and the axis has no numbers.
   */
  readonly isToScale?: boolean;
}

/** Throws unless there is something to draw. */
export function assertTimeline(operations: readonly unknown[], { title }: { title: string }): void {
  if (title.trim() === "") {
    throw new TypeError(`Cannot draw a timeline because its title must be words: given "${title}"`);
  }
  if (operations.length === 0) {
    throw new RangeError("Cannot draw a timeline because it needs an operation: given none");
  }
}
