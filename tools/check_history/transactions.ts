/**
 * Transactions out of what a file says: a call whose value is a list of micro-operations,
 * `[[:append "x" 1] [:r "y" [1 2]]]`, as Jepsen and Elle write them, or `{"type":"read","key":"y"}`, as
 * this library does. What a read found stands where the transaction ends.
 *
 * @module
 */

import { describeSteps } from "hb/check/isolation/notation.ts";
import type { Key, Model, Step, Transaction, Value } from "hb/check/isolation/transaction.ts";
import { ednText } from "hb/check/read/edn_text.ts";
import { MalformedHistory } from "hb/check/read/event.ts";
import type { Meaning } from "hb/check/read/meaning.ts";
import type { Call } from "hb/check/read/pair.ts";
import { scalarOf } from "hb/check/read/scalar.ts";
import type { History } from "hb/model/history.ts";

/** The transactions of calls. */
export function transactionsOfCalls(
  calls: readonly Call[],
  model: Model,
  { nilReads }: Meaning = {},
): Transaction[] {
  return calls.map(({ process, invoke, end }, id) => {
    const input = stepsOf(invoke.value, invoke.line, model, false);
    const base = { id, process, input, invokedAt: invoke.at };
    if (end === undefined || end.type === "info") {
      return { ...base, endedAt: Infinity, outcome: "unknown" };
    }
    if (end.type === "fail") return { ...base, endedAt: end.at, outcome: "fail" };
    const answered = stepsOf(end.value, end.line, model, true);
    assertSame(input, answered, end.line);
    const output = understood(answered, nilReads);
    return { ...base, output, endedAt: end.at, outcome: "ok" };
  });
}

/** The transactions of whole operations; `lines` says where each stands in its file. */
export function transactionsOfOperations(
  operations: History,
  lines: readonly number[],
  model: Model,
  { nilReads }: Meaning = {},
): Transaction[] {
  const told = operations.map(({ input, output, ...rest }, i): Transaction => {
    const asked = stepsOf(input, lines[i]!, model, false);
    if (rest.outcome !== "ok") return { ...rest, input: asked };
    // Where there is no output, the input may say what was read.
    const answered = stepsOf(output ?? input, lines[i]!, model, true);
    assertSame(asked, answered, lines[i]!);
    return { ...rest, input: asked, output: understood(answered, nilReads) };
  });
  // Transactions are in the order of their invocation, however they stand in the file.
  return told.toSorted((a, b) => a.invokedAt - b.invokedAt);
}

/** Where nil tells nothing, a read that found nil has no value. */
function understood(steps: Step[], nilReads: Meaning["nilReads"]): Step[] {
  if (nilReads !== "unknown") return steps;
  return steps.map(({ type, key, value }) =>
    type === "read" && value === null ? { type, key } : { type, key, value } as Step
  );
}

function stepsOf(value: unknown, line: number, model: Model, answered: boolean): Step[] {
  if (!Array.isArray(value)) throw malformed(line, model, value);
  return value.map((item) => stepOf(item, model, answered) ?? reject(line, model, item));
}

function reject(line: number, model: Model, given: unknown): never {
  throw malformed(line, model, given);
}

function malformed(line: number, model: Model, given: unknown): MalformedHistory {
  const forms = model === "list-append"
    ? "[:append key value] and [:r key [value …]]"
    : "[:w key value] and [:r key value]";
  return new MalformedHistory(line, `a transaction, a list of ${forms}`, ednText(given));
}

function stepOf(item: unknown, model: Model, answered: boolean): Step | undefined {
  const [rawName, rawKey, value, ...rest] = partsOf(item);
  if (rest.length > 0 || rawKey === undefined) return undefined;
  const name = typeof rawName === "symbol" ? rawName.description!.slice(1) : rawName;
  const key = atomOf(rawKey) ?? "nil";
  if (name === "r" || name === "read") return readOf(key, value, model, answered);
  const written = atomOf(value);
  if (written === undefined) return undefined;
  if (model === "list-append") {
    return name === "append" ? { type: "append", key, value: written } : undefined;
  }
  return name === "w" || name === "write" ? { type: "write", key, value: written } : undefined;
}

const fields = [":type", ":key", ":value"].map((name) => Symbol.for(name));

/** A micro-operation as its name, its key and its value. */
function partsOf(item: unknown): unknown[] {
  if (Array.isArray(item)) return item;
  if (item instanceof Map) return fields.map((name) => item.get(name));
  if (typeof item !== "object" || item === null) return [];
  const { type, key, value } = item as Record<string, unknown>;
  return [type, key, value];
}

/** A read; before it is answered its value means nothing. */
function readOf(key: Key, value: unknown, model: Model, answered: boolean): Step | undefined {
  if (!answered) return { type: "read", key };
  if (model === "rw-register") return { type: "read", key, value: atomOf(value) ?? null };
  if (value === null || value === undefined) return { type: "read", key, value: [] };
  if (!Array.isArray(value)) return undefined;
  // Lists are long, and most need no copy.
  if (value.every(isPlainNumber)) return { type: "read", key, value };
  const list = value.map(atomOf);
  return list.includes(undefined) ? undefined : { type: "read", key, value: list as Value[] };
}

function isPlainNumber(value: unknown): boolean {
  return typeof value === "number" && !Number.isNaN(value);
}

/** A key or value in the form in which it is compared and told; nil is none. */
function atomOf(value: unknown): Value | undefined {
  if (value === null || value === undefined) return undefined;
  // Told without quotes, these would read like the number and the truth value.
  if (typeof value === "string" && /^(?:-?\d|nil$|true$|false$)/.test(value)) {
    return JSON.stringify(value);
  }
  const scalar = scalarOf(value);
  return typeof scalar === "boolean" ? String(scalar) : scalar!;
}

/** A transaction ends as it was called, but for what its reads found. */
function assertSame(input: readonly Step[], output: readonly Step[], line: number): void {
  const same = input.length === output.length && input.every((asked, i) => {
    const answered = output[i]!;
    return asked.type === answered.type && asked.key === answered.key &&
      (asked.type === "read" || asked.value === answered.value);
  });
  if (same) return;
  throw new MalformedHistory(line, `the end of ${describeSteps(input)}`, describeSteps(output));
}
