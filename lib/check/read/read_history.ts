/** One face for all formats: the text itself tells which it is. @module */

import { fileOrder } from "./file_order.ts";
import type { Operation } from "../../model/history.ts";
import { readEdnHistory } from "./edn_history.ts";
import { type HistoryEvent, MalformedHistory, type ProcessName } from "./event.ts";
import { isJepsenLog, readHistoryText, readJepsenLog } from "./jepsen_log.ts";
import { looksLikeJson } from "./json.ts";
import { readJsonHistory } from "./json_lines.ts";
import type { FailedCas } from "./meaning.ts";
import { hasCalls } from "./pair.ts";
import { numberOf, numbersOf } from "./process.ts";

/** A history as its file tells it: events, or whole operations and their lines. */
export type RecordedHistory = RecordedEvents | RecordedOperations;

/** Events in the order of time. */
export interface RecordedEvents {
  /** Tells it from whole operations. */
  readonly kind: "events";
  /** The events. */
  readonly events: HistoryEvent[];
  /** What their clock counts. */
  readonly unit: "line" | "event";
  /** What a compare-and-set that failed tells in this format. */
  readonly failedCas: FailedCas;
  /** What a reader of the verdict should know of how the file was read. */
  readonly notes: readonly string[];
}

/** Operations that came whole. */
export interface RecordedOperations {
  /** Tells it from events. */
  readonly kind: "operations";
  /** In the order of their calls. */
  readonly operations: Operation[];
  /** Where each stands in the file. */
  readonly lines: number[];
  /** What a reader of the verdict should know of how the file was read. */
  readonly notes: readonly string[];
}

/**
 * Reads a history: a log of Jepsen or its `history.txt`, EDN maps, or JSON. The order of the events in the
 * file is the order of time, and no two are in one instant.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readHistory } from "hb/check/read/read_history.ts";
 *
 * const history = readHistory('{:process 0, :type :invoke, :f :get, :key "x", :value nil}');
 * assertEquals(history.kind === "events" && history.events, [
 *   { line: 1, at: 1, process: 0, type: "invoke", f: "get", key: "x", value: null },
 * ]);
 * ```
 */
export function readHistory(text: string): RecordedHistory {
  const start = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const first = /\S.*/.exec(start)?.[0].trimEnd() ?? "";
  const order = fileOrder();
  if (looksLikeJson(start)) {
    const read = readJsonHistory(start, order);
    if (Array.isArray(read)) return recorded(read, "did-not-happen", order.notes());
    const { operations, lines, names } = read;
    return { kind: "operations", operations, lines, notes: named(names) };
  }
  if (first === "" || /^[{[(#;]/.test(first)) {
    const events = readEdnHistory(start, order);
    return recorded(events, "did-not-happen", order.notes());
  }
  if (/^\S+\s+:(?:invoke|ok|fail|info)\s/.test(first)) return recorded(readHistoryText(start));
  if (/\bjepsen\.util\b/.test(first) || isJepsenLog(start)) return logged(start, first);
  const line = start.slice(0, start.indexOf(first)).split("\n").length;
  throw new MalformedHistory(line, "a line of a Jepsen log, an EDN map or a line of JSON", first);
}

/**
 * Old logs, such as those of etcd that Porcupine is tested with, are all operations; in them a
 * compare-and-set that failed has seen another value.
 */
function logged(text: string, first: string): RecordedHistory {
  const old = /^INFO\s+jepsen\.util\s+-/.test(first);
  const { events, skipped } = readJepsenLog(text, old);
  const lines = skipped === 1 ? "1 line of the log was" : `${skipped} lines of the log were`;
  const notes = skipped === 0 ? [] : [`${lines} about something else, and skipped`];
  return recorded(events, old ? "saw-another" : "did-not-happen", notes);
}

/** Where two events share a line, lines do not tell the time. */
function recorded(
  read: readonly HistoryEvent<ProcessName>[],
  failedCas: FailedCas = "did-not-happen",
  notes: readonly string[] = [],
): RecordedHistory {
  const shared = read.some(({ line }, i) => line === read[i - 1]?.line);
  const names = read.some(({ process }) => typeof process === "string")
    ? numbersOf(read.map(({ process }) => process))
    : new Map<string, number>();
  const asTheyAre = !shared && names.size === 0;
  const events = asTheyAre ? read as HistoryEvent[] : read.map((event, i) => ({
    ...event,
    process: numberOf(event.process, names),
    at: shared ? i + 1 : event.at,
  }));
  const apart = hasCalls(events)
    ? []
    : ["no call has a line of its own, so each may have begun at any time before its end"];
  return {
    kind: "events",
    unit: shared ? "event" : "line",
    events,
    failedCas,
    notes: [...named(names), ...apart, ...notes],
  };
}

/** Which process is told by which number. */
function named(names: ReadonlyMap<string, number>): string[] {
  if (names.size === 0) return [];
  const some = [...names].slice(0, 8).map(([name, number]) => `${name} is process ${number}`);
  return [`${some.join(", ")}${names.size > 8 ? ", …" : ""}`];
}
