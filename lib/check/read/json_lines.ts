/**
 * Histories as lines of JSON, in two forms. One line an event, as in Jepsen:
 * `{"process":0,"type":"invoke","f":"write","key":"x","value":1}`. Or one line an operation, as in this
 * library: `{"process":0,"input":{…},"output":…,"invokedAt":0,"endedAt":5,"outcome":"ok"}`, where an
 * `endedAt` of null is an operation that never ended.
 *
 * @module
 */

import type { Operation, Outcome } from "../../model/history.ts";
import { type HistoryEvent, isEventType, MalformedHistory } from "./event.ts";

type Fields = Record<string, unknown>;

interface Line {
  readonly line: number;
  readonly text: string;
  readonly fields: Fields;
}

const eventForm = '{"process":N,"type":"invoke"|"ok"|"fail"|"info","f":"name","value":…}';
const operationForm = '{"process":N,"input":…,"output":…,"invokedAt":N,"endedAt":N|null,' +
  '"outcome":"ok"|"fail"|"unknown"}';

/** What a text of JSON lines tells: events, or whole operations and the line of each. */
export function readJsonLines(
  text: string,
): HistoryEvent[] | { readonly operations: Operation[]; readonly lines: number[] } {
  const lines: Line[] = [];
  text.split("\n").forEach((each, i) => {
    if (each.trim() !== "") lines.push({ line: i + 1, text: each, fields: parse(each, i + 1) });
  });
  if (lines.length > 0 && "input" in lines[0]!.fields) return operationsOf(lines);
  const events: HistoryEvent[] = [];
  for (const each of lines) {
    const event = eventOf(each);
    if (event !== undefined) events.push(event);
  }
  return events;
}

function parse(text: string, line: number): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MalformedHistory(line, "a line of JSON", text);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new MalformedHistory(line, `${eventForm} or ${operationForm}`, text);
}

function eventOf({ fields, line, text }: Line): HistoryEvent | undefined {
  const { process, type, f, value, error } = fields;
  if (typeof process === "string" && isEventType(type)) return undefined; // the nemesis
  if (!isProcess(process) || !isEventType(type) || typeof f !== "string") {
    throw new MalformedHistory(line, eventForm, text);
  }
  const key = "key" in fields ? { key: fields.key } : {};
  const failed = error === undefined || error === null ? {} : { error: true };
  return { line, at: line, process, type, f, value, ...key, ...failed };
}

/** In the order of their calls, whatever their order in the file. */
function operationsOf(lines: readonly Line[]) {
  const all = lines.map((each) => ({ line: each.line, operation: operationOf(each) }));
  all.sort((a, b) => a.operation.invokedAt - b.operation.invokedAt);
  const last = new Map<number, { readonly line: number; readonly endedAt: number }>();
  for (const { line, operation: { process, invokedAt, endedAt } } of all) {
    const before = last.get(process);
    if (before !== undefined && before.endedAt > invokedAt) {
      const expected = `one operation of process ${process} at a time, as that of line ` +
        `${before.line} ends at ${before.endedAt}`;
      throw new MalformedHistory(line, expected, `one that begins at ${invokedAt}`);
    }
    // A client that gave up may go on under the same number.
    if (endedAt !== Infinity) last.set(process, { line, endedAt });
  }
  return {
    operations: all.map(({ operation }, id) => ({ ...operation, id })),
    lines: all.map(({ line }) => line),
  };
}

function operationOf({ fields, line, text }: Line): Operation {
  const { process, input, output, invokedAt, outcome } = fields;
  const endedAt = fields.endedAt ?? Infinity;
  const timed = typeof invokedAt === "number" && typeof endedAt === "number" &&
    invokedAt <= endedAt;
  if (!isProcess(process) || input === undefined || !timed || !isOutcome(outcome)) {
    throw new MalformedHistory(line, operationForm, text);
  }
  if (outcome === "ok" && endedAt === Infinity) {
    throw new MalformedHistory(line, 'an "endedAt" of an operation that ended in "ok"', text);
  }
  return {
    id: 0,
    process,
    input,
    invokedAt,
    // An operation of unknown outcome may take effect at any later time, whenever its client gave up.
    endedAt: outcome === "unknown" ? Infinity : endedAt,
    outcome,
    ...(outcome === "ok" && output !== undefined ? { output } : {}),
  };
}

function isProcess(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

function isOutcome(value: unknown): value is Outcome {
  return value === "ok" || value === "fail" || value === "unknown";
}
