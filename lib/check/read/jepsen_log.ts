/**
 * Histories in columns, which Jepsen writes in two places: `history.txt` has the process, the type, the
 * function and the value with tabs between them, and perhaps an error; a log has the same behind what the
 * logger puts before it, as in `INFO  jepsen.util - 3	:invoke	:cas	[1 2]`, among lines that are about
 * something else. What the nemesis did is left out.
 *
 * @module
 */

import { readEdn } from "./edn.ts";
import { eventOf, type HistoryEvent, MalformedHistory, type ProcessName } from "./event.ts";

const columns = /^(\S+)\s+(:\S+)\s+(\S+)\s*(.*)$/;
const form = "PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE";

/** What a log tells. */
export interface LoggedEvents {
  /** The events, in the order of the file. */
  readonly events: HistoryEvent<ProcessName>[];
  /** How many lines were about something else. */
  readonly skipped: number;
}

/** The events of a `history.txt`. */
export function readHistoryText(text: string): HistoryEvent<ProcessName>[] {
  return eventsOf(text, (line) => line, form).events;
}

/**
 * The events of a log in which operations are logged by `jepsen.util`. A file that has little else in it,
 * as those of Porcupine, is `strict`: what is neither an operation nor a line of a logger is refused.
 */
export function readJepsenLog(text: string, strict: boolean): LoggedEvents {
  const operation = (line: string) => {
    const logged = operationIn(line);
    if (logged !== undefined || !strict) return logged;
    return /^(?:TRACE|DEBUG|INFO|WARN|ERROR)\b/.test(line) ? undefined : line;
  };
  return eventsOf(text, operation, `INFO  jepsen.util - ${form}`);
}

/** Whether some line of a text is an operation that `jepsen.util` logged. */
export function isJepsenLog(text: string): boolean {
  return /\bjepsen\.util\s*[-:]\s*\S{1,200}\s+:(?:invoke|ok|fail|info)\s/.test(text);
}

const logger = "jepsen.util";

/** What stands behind the logger, if it is an operation: something, and then a keyword. */
function operationIn(line: string): string | undefined {
  const at = line.indexOf(logger);
  if (at < 0) return undefined;
  const logged = line.slice(at + logger.length).replace(/^\s*[-:]\s*/, "");
  return /^\S+\s+:/.test(logged) ? logged : undefined;
}

function eventsOf(
  text: string,
  operation: (line: string) => string | undefined,
  expected: string,
): LoggedEvents {
  const events: HistoryEvent<ProcessName>[] = [];
  let skipped = 0;
  let number = 0;
  for (const each of text.split("\n")) {
    number++;
    const line = each.trim();
    if (line === "") continue;
    const columns = operation(line);
    if (columns === undefined) skipped++;
    else {
      const event = eventOfColumns(columns, number, line, expected);
      if (event !== undefined) events.push(event);
    }
  }
  return { events, skipped };
}

function eventOfColumns(text: string, number: number, line: string, expected: string) {
  const parts = columns.exec(text);
  const malformed = () => new MalformedHistory(number, expected, line);
  if (parts === null) throw malformed();
  const [, process, type, f, rest = ""] = parts;
  const [value, error] = valueOf(rest, type!, malformed);
  const event = eventOf(number, {
    process: /^\d{1,15}$/.test(process!) ? Number(process) : firstOf(process!, malformed),
    type: type!.slice(1),
    f: f!.startsWith(":") ? f!.slice(1) : firstOf(f!, malformed),
    value,
    error: error ? true : undefined,
  });
  if (event === "malformed") throw malformed();
  return event;
}

/**
 * The value, and whether there is an error. It stands behind the value, in any form; or in its place, as a
 * keyword that says what went wrong: ":timed-out".
 */
function valueOf(rest: string, type: string, malformed: () => Error): [unknown, boolean] {
  if (rest === "") return [undefined, false];
  const ended = type === ":fail" || type === ":info";
  if (ended && rest.startsWith(":")) return [undefined, true];
  if (/^\d{1,15}$/.test(rest)) return [Number(rest), false];
  if (rest === "nil") return [null, false];
  const [value, more] = firstAndRest(rest, malformed);
  return [value, ended && more];
}

function firstOf(text: string, malformed: () => Error): unknown {
  return firstAndRest(text, malformed)[0];
}

/** The first value of a text, and whether there is more behind it, whatever that is. */
function firstAndRest(text: string, malformed: () => Error): [unknown, boolean] {
  const forms = readEdn(text);
  try {
    const { done, value } = forms.next();
    if (done) throw malformed();
    return [value.value, value.end < text.trimEnd().length];
  } catch (error) {
    if (error instanceof MalformedHistory) throw malformed();
    throw error;
  }
}
