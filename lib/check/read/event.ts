/**
 * A recorded history as its file tells it: one event after the other, in Jepsen's terms. The order of
 * the file is the order of time.
 *
 * @module
 */

import { ednText } from "./edn_text.ts";

/** What an event is: a call, or how the call ended. */
export type EventType = "invoke" | "ok" | "fail" | "info";

/** Who a file says did something: a client by its number or its name, or nobody. */
export type ProcessName = number | string | undefined;

/** One line of a history. */
export interface HistoryEvent<P = number | undefined> {
  /** The line of the file, from 1. */
  readonly line: number;
  /** When it happened, on a clock that counts lines, or events where some of them share a line. */
  readonly at: number;
  /** The client; `undefined` where the file does not tell, as Elle's does not have to. */
  readonly process: P;
  /** A call, or how it ended. */
  readonly type: EventType;
  /** What was asked: "read", "append", "txn"; empty where the file does not tell. */
  readonly f: string;
  /** The key, where the format has one. */
  readonly key?: unknown;
  /** The argument or the answer; `undefined` where the line has none, or says that nobody knows. */
  readonly value: unknown;
  /** Whether the line names an error: then a failure says nothing but that it did not happen. */
  readonly error?: boolean;
}

/** The fields that an event may have in a file. */
export interface EventFields {
  /** Who; a number or a name. */
  readonly process?: unknown;
  /** A call, or how it ended, by a text or a keyword. */
  readonly type?: unknown;
  /** What was asked, by a text or a keyword. */
  readonly f?: unknown;
  /** The key. */
  readonly key?: unknown;
  /** The argument or the answer. */
  readonly value?: unknown;
  /** What went wrong. */
  readonly error?: unknown;
}

/** An event of its fields; `undefined` if no client did it, and "malformed" if it is no event. */
export function eventOf(
  line: number,
  { process, type, f, key, value, error }: EventFields,
): HistoryEvent<ProcessName> | "malformed" | undefined {
  const kind = nameOf(type);
  if (!isEventType(kind)) return "malformed";
  const who = Number.isSafeInteger(process) ? process as number : processName(process);
  if (who === "nemesis") return undefined;
  const name = f === undefined || f === null ? "" : nameOf(f);
  if (who === "malformed" || name === undefined) return "malformed";
  const event = { line, at: line, process: who, type: kind, f: name, value };
  // Copies cost time, and most events need none.
  if (error !== undefined && error !== null) {
    return { ...event, ...(key === undefined ? {} : { key }), error: true };
  }
  return key === undefined
    ? event
    : { line, at: line, process: who, type: kind, f: name, key, value };
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "symbol") return undefined;
  const name = value.description!;
  return name.charCodeAt(0) === 0x3a ? name.slice(1) : name;
}

/** A name, in the form that tells it from others; "nemesis" is the nemesis. */
function processName(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (nameOf(value) === "nemesis") return "nemesis";
  return ["string", "symbol", "bigint"].includes(typeof value) ? ednText(value) : "malformed";
}

/** Whether a text is the type of an event. */
export function isEventType(text: unknown): text is EventType {
  return text === "invoke" || text === "ok" || text === "fail" || text === "info";
}

/** A file that cannot be read as a history: the line, what was expected, and what stands there. */
export class MalformedHistory extends Error {
  /** Names the line, what was expected in it, and what stands there. */
  constructor(
    /** The line, from 1. */
    readonly line: number,
    expected: string,
    given: string,
  ) {
    super(`line ${line}: expected ${expected}: given ${clipped(given)}`);
    this.name = "MalformedHistory";
  }
}

/** What does not print, in the text or on a terminal, is shown as a box. */
function clipped(text: string): string {
  const line = text.slice(0, 1000).replace(/\s+/g, " ").replace(/\p{C}/gu, "\ufffd").trim();
  if (line === "") return "nothing";
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
