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

/** A history in lines of JSON: events, or whole operations and the line of each. */
export type JsonHistory =
  | { readonly kind: "events"; readonly events: HistoryEvent[] }
  | { readonly kind: "operations"; readonly operations: Operation[]; readonly lines: number[] };

type Fields = Record<string, unknown>;

const eventForm = '{"process":N,"type":"invoke"|"ok"|"fail"|"info","f":"name","value":…}';
const operationForm = '{"process":N,"input":…,"output":…,"invokedAt":N,"endedAt":N|null,' +
  '"outcome":"ok"|"fail"|"unknown"}';

/** The history that a text of JSON lines tells. */
export function readJsonLines(text: string): JsonHistory {
  const lines = text.split("\n").flatMap((line, i) =>
    line.trim() === "" ? [] : [{ line: i + 1, text: line, fields: parse(line, i + 1) }]
  );
  if (lines.length > 0 && "input" in lines[0]!.fields) {
    return {
      kind: "operations",
      operations: lines.map(({ line, text, fields }, id) => operationOf(fields, id, line, text)),
      lines: lines.map(({ line }) => line),
    };
  }
  const events = lines.flatMap(({ line, text, fields }) => eventOf(fields, line, text) ?? []);
  return { kind: "events", events };
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

function eventOf(fields: Fields, line: number, text: string): HistoryEvent | undefined {
  const { process, type, f, value, error } = fields;
  if (typeof process === "string" && isEventType(type)) return undefined; // the nemesis
  if (!isProcess(process) || !isEventType(type) || typeof f !== "string") {
    throw new MalformedHistory(line, eventForm, text);
  }
  const key = "key" in fields ? { key: fields.key } : {};
  const failed = error === undefined || error === null ? {} : { error: true };
  return { line, process, type, f, value, ...key, ...failed };
}

function operationOf(fields: Fields, id: number, line: number, text: string): Operation {
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
    id,
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
