/**
 * Histories as lines of a Jepsen log: `INFO  jepsen.util - 3	:invoke	:cas	[1 2]`, with any amount of
 * white space, and whatever the logger puts before the process. What the nemesis did is left out.
 *
 * @module
 */

import { readEdn } from "./edn.ts";
import { type HistoryEvent, isEventType, MalformedHistory } from "./event.ts";

const line = /^(?:.*\bjepsen\.util\s*(?:-|:)\s*)(\S+)\s+:(\S+)\s+:(\S+)\s*(.*)$/;
const expected = "INFO  jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE";

/** The events of a history in log lines. */
export function readJepsenLog(text: string): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  text.split("\n").forEach((each, i) => {
    const event = each.trim() === "" ? undefined : eventOf(each.trim(), i + 1);
    if (event !== undefined) events.push(event);
  });
  return events;
}

function eventOf(text: string, number: number): HistoryEvent | undefined {
  const [, process = "", type, f = "", rest = ""] = line.exec(text) ?? [];
  if (process.startsWith(":")) return undefined; // :nemesis
  if (!/^\d+$/.test(process) || !isEventType(type)) {
    throw new MalformedHistory(number, expected, text);
  }
  const values = valuesOf(rest, number, text);
  // A keyword in the place of a value says what went wrong: ":timed-out".
  const error = type !== "invoke" && rest.startsWith(":");
  const value = error ? undefined : values[0];
  const event = { line: number, at: number, process: Number(process), type, f, value };
  return error ? { ...event, error } : event;
}

function valuesOf(rest: string, number: number, text: string): unknown[] {
  try {
    return Array.from(readEdn(rest), ({ value }) => value);
  } catch (error) {
    if (error instanceof MalformedHistory) throw new MalformedHistory(number, expected, text);
    throw error;
  }
}
