/**
 * Transactions out of what a file says: a call whose value is a list of micro-operations,
 * `[[:append "x" 1] [:r "y" [1 2]]]`, as Jepsen and Elle write them, or `{"type":"read","key":"y"}`, as
 * this library does. What a read found stands where the transaction ends.
 *
 * @module
 */

import type { Key, Model, Step, Transaction, Value } from "hb/check/isolation/transaction.ts";
import { MalformedHistory } from "hb/check/read/event.ts";
import type { Call } from "hb/check/read/pair.ts";
import type { History } from "hb/model/history.ts";
import { encode } from "hb/model/encode.ts";

/** The transactions of calls. */
export function transactionsOfCalls(calls: readonly Call[], model: Model): Transaction[] {
  return calls.map(({ invoke, end }, id) => {
    const input = stepsOf(invoke.value, invoke.line, model, false);
    const base = { id, process: invoke.process, input, invokedAt: invoke.at };
    if (end === undefined || end.type === "info") {
      return { ...base, endedAt: Infinity, outcome: "unknown" };
    }
    if (end.type === "fail") return { ...base, endedAt: end.at, outcome: "fail" };
    const output = stepsOf(end.value, end.line, model, true);
    assertSame(input, output, end.line);
    return { ...base, output, endedAt: end.at, outcome: "ok" };
  });
}

/** The transactions of whole operations; `lines` says where each stands in its file. */
export function transactionsOfOperations(
  operations: History,
  lines: readonly number[],
  model: Model,
): Transaction[] {
  const told = operations.map(({ input, output, ...rest }, i): Transaction => {
    const asked = stepsOf(input, lines[i]!, model, false);
    if (rest.outcome !== "ok") return { ...rest, input: asked };
    // Where there is no output, the input may say what was read.
    const answered = stepsOf(output ?? input, lines[i]!, model, true);
    assertSame(asked, answered, lines[i]!);
    return { ...rest, input: asked, output: answered };
  });
  // Transactions are in the order of their invocation, however they stand in the file.
  return told.toSorted((a, b) => a.invokedAt - b.invokedAt);
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
  return new MalformedHistory(line, `a transaction, a list of ${forms}`, encode(given));
}

function stepOf(item: unknown, model: Model, answered: boolean): Step | undefined {
  const [name, rawKey, value, ...rest] = partsOf(item);
  const key = scalar(rawKey);
  if (key === undefined || rest.length > 0) return undefined;
  if (name === "r" || name === "read") return readOf(key, value, model, answered);
  const written = scalar(value);
  if (written === undefined) return undefined;
  if (model === "list-append") {
    return name === "append" ? { type: "append", key, value: written } : undefined;
  }
  return name === "w" || name === "write" ? { type: "write", key, value: written } : undefined;
}

/** A micro-operation as its name, its key and its value. */
function partsOf(item: unknown): unknown[] {
  if (Array.isArray(item)) return item;
  if (item instanceof Map) return ["type", "key", "value"].map((name) => item.get(name));
  if (typeof item !== "object" || item === null) return [];
  const { type, key, value } = item as Record<string, unknown>;
  return [type, key, value];
}

/** A read; before it is answered its value means nothing. */
function readOf(key: Key, value: unknown, model: Model, answered: boolean): Step | undefined {
  if (!answered) return { type: "read", key };
  if (model === "rw-register") {
    const read = value === null || value === undefined ? null : scalar(value);
    return read === undefined ? undefined : { type: "read", key, value: read };
  }
  if (value === null || value === undefined) return { type: "read", key, value: [] };
  if (!Array.isArray(value)) return undefined;
  // Lists are long, and most need no copy.
  if (value.every(isValue)) return { type: "read", key, value };
  const list = value.map(scalar);
  return list.includes(undefined) ? undefined : { type: "read", key, value: list as Value[] };
}

function scalar(value: unknown): Value | undefined {
  if (isValue(value)) return value;
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  return undefined;
}

function isValue(value: unknown): value is Value {
  return typeof value === "number" || typeof value === "string";
}

/** A transaction ends as it was called, but for what its reads found. */
function assertSame(input: readonly Step[], output: readonly Step[], line: number): void {
  const same = input.length === output.length && input.every((asked, i) => {
    const answered = output[i]!;
    return asked.type === answered.type && asked.key === answered.key &&
      (asked.type === "read" || asked.value === answered.value);
  });
  if (same) return;
  const expected = `the end of ${encode(input)}`;
  throw new MalformedHistory(line, expected, encode(output));
}
