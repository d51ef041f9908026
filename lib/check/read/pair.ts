/** Calls and their ends, joined: from events to operations. @module */

import { encode } from "../../model/encode.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";

/** A call and how it ended, not yet interpreted. */
export interface Call {
  /** The call. */
  readonly invoke: HistoryEvent;
  /** How it ended; `undefined` when the file ends before. */
  readonly end: HistoryEvent | undefined;
}

/** The calls of a history in the order in which they were made. */
export function pair(events: readonly HistoryEvent[]): Call[] {
  const calls: { invoke: HistoryEvent; end: HistoryEvent | undefined }[] = [];
  const open = new Map<number, { invoke: HistoryEvent; end: HistoryEvent | undefined }>();
  for (const event of events) {
    const { process, line } = event;
    const call = open.get(process);
    if (event.type === "invoke") {
      if (call !== undefined) reject(line, `the end of line ${call.invoke.line} first`, event);
      const begun = { invoke: event, end: undefined };
      calls.push(begun);
      open.set(process, begun);
      continue;
    }
    if (call === undefined) reject(line, `a call of process ${process} before its end`, event);
    if (call.invoke.f !== event.f) {
      reject(line, `the end of ${call.invoke.f}, which line ${call.invoke.line} calls`, event);
    }
    call.end = event;
    open.delete(process);
  }
  return calls;
}

function reject(line: number, expected: string, { process, type, f, value }: HistoryEvent): never {
  throw new MalformedHistory(line, expected, `process ${process} ${type} ${f} ${encode(value)}`);
}
