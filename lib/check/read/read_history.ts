/** One face for all formats: the text itself tells which it is. @module */

import type { Operation } from "../../model/history.ts";
import { readEdnHistory } from "./edn_history.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";
import { readJepsenLog } from "./jepsen_log.ts";
import { readJsonLines } from "./json_lines.ts";

/** A history as its file tells it: events and what their clock counts, or whole operations and their lines. */
export type RecordedHistory =
  | { readonly kind: "events"; readonly events: HistoryEvent[]; readonly unit: "line" | "event" }
  | { readonly kind: "operations"; readonly operations: Operation[]; readonly lines: number[] };

/**
 * Reads a history: lines of a Jepsen log, EDN maps, or lines of JSON. The order of the events in the file
 * is the order of time, and no two are in one instant.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readHistory } from "hb/check/read/read_history.ts";
 *
 * const history = readHistory('{:process 0, :type :invoke, :f :get, :key "x", :value nil}');
 * assertEquals(history, {
 *   kind: "events",
 *   unit: "line",
 *   events: [{ line: 1, at: 1, process: 0, type: "invoke", f: "get", key: "x", value: null }],
 * });
 * ```
 */
export function readHistory(text: string): RecordedHistory {
  const start = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const first = /\S.*/.exec(start)?.[0] ?? "";
  if (/\bjepsen\.util\b/.test(first)) return timed(readJepsenLog(start));
  if (/^\{\s*("|\}|$)/.test(first)) {
    const read = readJsonLines(start);
    return Array.isArray(read) ? timed(read) : { kind: "operations", ...read };
  }
  if (first === "" || /^[{[(#;]/.test(first)) return timed(readEdnHistory(start));
  const line = start.slice(0, start.indexOf(first)).split("\n").length;
  throw new MalformedHistory(line, "a line of a Jepsen log, an EDN map or a line of JSON", first);
}

/** Where two events share a line, lines do not tell the time. */
function timed(events: HistoryEvent[]): RecordedHistory {
  const shared = events.some(({ line }, i) => line === events[i - 1]?.line);
  if (!shared) return { kind: "events", unit: "line", events };
  return {
    kind: "events",
    unit: "event",
    events: events.map((event, i) => ({ ...event, at: i + 1 })),
  };
}
