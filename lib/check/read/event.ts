/**
 * A recorded history as its file tells it: one event after the other, in Jepsen's terms. The order of
 * the file is the order of time.
 *
 * @module
 */

/** What an event is: a call, or how the call ended. */
export type EventType = "invoke" | "ok" | "fail" | "info";

/** One line of a history. */
export interface HistoryEvent {
  /** The line of the file, from 1. */
  readonly line: number;
  /** When it happened, on a clock that counts lines, or events where some of them share a line. */
  readonly at: number;
  /** The client. */
  readonly process: number;
  /** A call, or how it ended. */
  readonly type: EventType;
  /** What was asked: "read", "append", "txn". */
  readonly f: string;
  /** The key, where the format has one. */
  readonly key?: unknown;
  /** The argument or the answer; `undefined` where the line has none, or says that nobody knows. */
  readonly value: unknown;
  /** Whether the line names an error: then a failure says nothing but that it did not happen. */
  readonly error?: boolean;
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
