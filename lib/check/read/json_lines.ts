/**
 * Histories in JSON, in two forms. One object an event, as in Jepsen:
 * `{"process":0,"type":"invoke","f":"write","key":"x","value":1}`. Or one object an operation, as in this
 * library: `{"process":0,"input":{…},"output":…,"invokedAt":0,"endedAt":5,"outcome":"ok"}`, where an
 * `endedAt` of null is an operation that never ended.
 *
 * @module
 */

import { type FileOrder, fileOrder } from "./file_order.ts";
import type { Operation, Outcome } from "../../model/history.ts";
import { eventOf, type HistoryEvent, MalformedHistory, type ProcessName } from "./event.ts";
import { type JsonForm, readJson } from "./json.ts";
import { numberOf, numbersOf } from "./process.ts";

type Fields = Readonly<Record<string, unknown>>;

interface Line extends JsonForm {
  readonly value: Fields;
}

/** Whole operations, and the line of each. */
export interface ReadOperations {
  /** In the order of their calls. */
  readonly operations: Operation[];
  /** Where each stands in the file. */
  readonly lines: number[];
  /** The number of each process that the file names by a text. */
  readonly names: ReadonlyMap<string, number>;
}

const eventForm = '{"process":N,"type":"invoke"|"ok"|"fail"|"info","f":"name","value":…}';
const operationForm = '{"process":N,"input":…,"output":…,"invokedAt":N,"endedAt":N|null,' +
  '"outcome":"ok"|"fail"|"unknown"}';

/** What a text of JSON tells: events, or whole operations. */
export function readJsonHistory(
  text: string,
  order: FileOrder = fileOrder(),
): HistoryEvent<ProcessName>[] | ReadOperations {
  const lines = readJson(text);
  assertObjects(lines);
  if (lines.length > 0 && "input" in lines[0]!.value) return operationsOf(lines);
  const events: HistoryEvent<ProcessName>[] = [];
  for (const { line, text, value } of lines) {
    const event = eventOf(line, value);
    if (event === "malformed") throw new MalformedHistory(line, eventForm, text);
    order.see(line, value.index, value.time);
    if (event !== undefined) events.push(event);
  }
  return events;
}

function assertObjects(forms: readonly JsonForm[]): asserts forms is readonly Line[] {
  for (const { line, text, value } of forms) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) continue;
    throw new MalformedHistory(line, `${eventForm} or ${operationForm}`, text);
  }
}

/** In the order of their calls, whatever their order in the file. */
function operationsOf(lines: readonly Line[]): ReadOperations {
  const names = numbersOf(lines.map(({ value }) => processOf(value.process)));
  const start = startOf(lines);
  const all = lines.map((each) => ({
    line: each.line,
    operation: operationOf(each, names, start),
  }));
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
    names,
  };
}

function operationOf(
  { value: fields, line, text }: Line,
  names: ReadonlyMap<string, number>,
  start: bigint,
): Operation {
  const { input, output, outcome } = fields;
  const process = numberOf(processOf(fields.process), names);
  const invokedAt = timeOf(fields.invokedAt, start);
  const endedAt = (fields.endedAt ?? null) === null ? Infinity : timeOf(fields.endedAt, start);
  if (
    process === undefined || input === undefined || !(invokedAt <= endedAt) || !isOutcome(outcome)
  ) {
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

/**
 * Times beyond 2⁵³, such as nanoseconds since 1970, are counted from the earliest: a number cannot tell
 * them apart. Where there are none, times stay as they are.
 */
function startOf(lines: readonly Line[]): bigint {
  const times = lines.flatMap(({ value }) => [value.invokedAt, value.endedAt]);
  const large = times.filter((time) => typeof time === "bigint");
  return large.length === 0 ? 0n : large.reduce((least, time) => time < least ? time : least);
}

/** A time; NaN for what is none, or for what cannot be told from other times. */
function timeOf(time: unknown, start: bigint): number {
  if (start === 0n) return typeof time === "number" ? time : NaN;
  const whole = typeof time === "bigint" || Number.isSafeInteger(time);
  const since = whole ? Number(BigInt(time as bigint | number) - start) : NaN;
  return Number.isSafeInteger(since) ? since : NaN;
}

/** A number, or a name as a text. */
function processOf(process: unknown): ProcessName {
  if (typeof process === "string") return JSON.stringify(process);
  return typeof process === "number" && Number.isInteger(process) ? process : undefined;
}

function isOutcome(value: unknown): value is Outcome {
  return value === "ok" || value === "fail" || value === "unknown";
}
