/** Calls and their ends, joined: from events to operations. @module */

import { ednText } from "./edn_text.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";

/** A call and how it ended, not yet interpreted. */
export interface Call {
  /** Who called. */
  readonly process: number;
  /** The call. */
  readonly invoke: HistoryEvent;
  /** How it ended; `undefined` when the file ends before. */
  readonly end: HistoryEvent | undefined;
}

/**
 * The calls of a history in the order in which they were made. Where a file has no calls, only ends, each
 * of them stands for a whole call, which began when its process had ended the one before, if it has one.
 * What has no process is a process of its own; of such calls one at a time may be open.
 */
export function pair(events: readonly HistoryEvent[]): Call[] {
  return hasCalls(events) ? pairs(events) : alone(events);
}

/** Whether calls and their ends stand apart. */
export function hasCalls(events: readonly HistoryEvent[]): boolean {
  return events.length === 0 || events.some(({ type }) => type === "invoke");
}

function pairs(events: readonly HistoryEvent[]): Call[] {
  type Begun = { process: number; invoke: HistoryEvent; end: HistoryEvent | undefined };
  const calls: Begun[] = [];
  const open = new Map<number | undefined, Begun>();
  const fresh = unusedProcesses(events);
  for (const event of events) {
    const { process, line } = event;
    const call = open.get(process);
    if (event.type === "invoke") {
      if (call !== undefined) reject(line, `the end of line ${call.invoke.line} first`, event);
      const begun = { process: process ?? fresh(), invoke: event, end: undefined };
      calls.push(begun);
      open.set(process, begun);
      continue;
    }
    if (call === undefined) {
      const whose = process === undefined ? "" : ` of process ${process}`;
      reject(line, `a call${whose} before its end`, event);
    }
    if (call.invoke.f !== event.f) {
      reject(line, `the end of ${call.invoke.f}, which line ${call.invoke.line} calls`, event);
    }
    call.end = event;
    open.delete(process);
  }
  return calls;
}

function alone(events: readonly HistoryEvent[]): Call[] {
  const start = events[0]!.at;
  const last = new Map<number, number>();
  const fresh = unusedProcesses(events);
  const calls = events.map((end): Call => {
    const process = end.process ?? fresh();
    const invoke = { ...end, type: "invoke" as const, at: last.get(process) ?? start };
    last.set(process, end.at);
    return { process, invoke, end };
  });
  return calls.sort((a, b) => a.invoke.at - b.invoke.at);
}

/** Numbers of processes that a history does not use. */
function unusedProcesses(events: readonly HistoryEvent[]): () => number {
  let last: number | undefined;
  return () => {
    last ??= events.reduce((most, { process = -1 }) => Math.max(most, process), -1);
    return ++last;
  };
}

function reject(line: number, expected: string, { process, type, f, value }: HistoryEvent): never {
  const who = process === undefined ? "" : `process ${process} `;
  throw new MalformedHistory(line, expected, `${who}${type} ${f} ${ednText(value)}`);
}
