/** One face for all formats: the text itself tells which it is. @module */

import { readEdnHistory } from "./edn_history.ts";
import { MalformedHistory } from "./event.ts";
import { readJepsenLog } from "./jepsen_log.ts";
import { type JsonHistory, readJsonLines } from "./json_lines.ts";

/**
 * Reads a history: lines of a Jepsen log, EDN maps, or lines of JSON.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readHistory } from "hb/check/read/read_history.ts";
 *
 * const history = readHistory('{:process 0, :type :invoke, :f :get, :key "x", :value nil}');
 * assertEquals(history, {
 *   kind: "events",
 *   events: [{ line: 1, process: 0, type: "invoke", f: "get", key: "x", value: null }],
 * });
 * ```
 */
export function readHistory(text: string): JsonHistory {
  const start = text.replace(/^\uFEFF/, "");
  const first = /\S.*/.exec(start)?.[0] ?? "";
  if (/\bjepsen\.util\b/.test(first)) return { kind: "events", events: readJepsenLog(start) };
  if (/^\{\s*("|\}|$)/.test(first)) return readJsonLines(start);
  if (/^[{[(#;]/.test(first)) return { kind: "events", events: readEdnHistory(start) };
  if (first === "") return { kind: "events", events: [] };
  const line = start.slice(0, start.indexOf(first)).split("\n").length;
  throw new MalformedHistory(line, "a line of a Jepsen log, an EDN map or a line of JSON", first);
}
