/**
 * Whether the events of a file stand in the order in which they happened, which is what the order of the
 * file is taken for.
 *
 * @module
 */

import { MalformedHistory } from "./event.ts";

/** What the fields `index` and `time` of events tell of their order. */
export interface FileOrder {
  /** Looks at the next event; throws where its index contradicts its place. */
  see(line: number, index: unknown, time: unknown): void;
  /** What a reader of the verdict should know. */
  notes(): readonly string[];
}

/**
 * Indices are Jepsen's places of events, so a smaller one after a larger one is a history out of order.
 * Times may be read by each worker before it waits its turn, so they only give a hint.
 */
export function fileOrder(): FileOrder {
  let last: { readonly line: number; readonly index: number } | undefined;
  let latest: { readonly line: number; readonly time: number | bigint } | undefined;
  let back: string | undefined;
  return {
    see(line, index, time) {
      // Jepsen gives the index -1 to what has none yet.
      if (typeof index === "number" && index >= 0) {
        if (last !== undefined && index < last.index) {
          const expected = `an index above ${last.index}, which line ${last.line} has`;
          throw new MalformedHistory(line, expected, String(index));
        }
        last = { line, index };
      }
      if (typeof time !== "number" && typeof time !== "bigint") return;
      if (latest !== undefined && time < latest.time) {
        back ??= `the time of line ${line} is before that of line ${latest.line}, ` +
          "and the order of the file is what counts";
      }
      latest = { line, time };
    },
    notes: () => back === undefined ? [] : [back],
  };
}
