/**
 * Calls as operations of a specification, timed by their places in the file. An end of `info` leaves the outcome
 * unknown, as does the end of the file.
 *
 * @module
 */

import type { Operation } from "../../model/history.ts";
import type { KeyValueInput, KeyValueOutput } from "../spec/key_value.ts";
import type { RegisterInput, RegisterOutput, Value } from "../spec/register.ts";
import { valueText } from "../spec/value_text.ts";
import { ednText } from "./edn_text.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";
import { byKey } from "./independent.ts";
import type { Meaning } from "./meaning.ts";
import type { Call } from "./pair.ts";
import { keyOf, scalarOf } from "./scalar.ts";

/** What a call asks, and what its end answers. */
export interface Reading<I, O> {
  /** What is asked; where the call leaves that out, its end may tell. */
  input(invoke: HistoryEvent, process: number): I;
  /** The answer; `undefined` where nobody saw it. */
  output(input: I, end: HistoryEvent): O | undefined;
  /** Whether an end of `fail` is an answer too: it was done, and found that nothing was to do. */
  answers?(input: I, end: HistoryEvent): boolean;
}

/**
 * The operations on a register: `read`, `write` and `cas`, whose value is `[from to]`. Where there are many
 * registers, an event has a key, or its value is `[key value]`.
 */
export function registerOperations(
  calls: readonly Call[],
  { failedCas, nilReads }: Meaning = {},
): Operation<RegisterInput, RegisterOutput>[] {
  return operationsOf<RegisterInput, RegisterOutput>(byKey(calls), {
    input: registerInput,
    output(input, end) {
      if (input.type === "read") return answerOf(end, nilReads);
      if (end.type === "ok") assertDone(input, end);
      // A client may answer a compare-and-set with whether it changed the value.
      return input.type === "cas" ? end.type === "ok" && end.value !== false : null;
    },
    // One that broke off has seen nothing, whatever the format.
    answers: (input, end) =>
      failedCas === "saw-another" && input.type === "cas" && end.error !== true &&
      Array.isArray(end.value),
  });
}

/** The operations on a store: `get`, `put` and `append`; `read` and `write` are the same as the first two. */
export function keyValueOperations(
  calls: readonly Call[],
  { nilReads }: Meaning = {},
): Operation<KeyValueInput, KeyValueOutput>[] {
  return operationsOf<KeyValueInput, KeyValueOutput>(byKey(calls), {
    input: keyValueInput,
    output(input, end) {
      if (input.type !== "get") return "";
      const answer = answerOf(end, nilReads);
      return answer === undefined ? undefined : stored(end.value, end.line);
    },
  });
}

/** Calls as operations. */
export function operationsOf<I, O>(
  calls: readonly Call[],
  reading: Reading<I, O>,
): Operation<I, O>[] {
  return calls.map(({ process, invoke, end }, id) => {
    const input = reading.input(told(invoke, end), process);
    const base = { id, process, input, invokedAt: invoke.at };
    if (end === undefined || end.type === "info") {
      return { ...base, endedAt: Infinity, outcome: "unknown" };
    }
    const ended = { ...base, endedAt: end.at };
    if (end.type === "fail" && !(reading.answers?.(input, end) ?? false)) {
      return { ...ended, outcome: "fail" };
    }
    const output = reading.output(input, end);
    return { ...ended, outcome: "ok", ...(output === undefined ? {} : { output }) };
  });
}

/** What a call with the value nil asks is known from its end, if that has one and is `ok`. */
function told(invoke: HistoryEvent, end: HistoryEvent | undefined): HistoryEvent {
  if ((invoke.value ?? null) !== null || end?.type !== "ok") return invoke;
  return (end.value ?? null) === null ? invoke : { ...invoke, value: end.value };
}

/** What a read found; `undefined` where nobody knows. */
export function answerOf(
  { value }: HistoryEvent,
  nilReads: Meaning["nilReads"],
): RegisterOutput | undefined {
  if (value === undefined || (value === null && nilReads === "unknown")) return undefined;
  return scalarOf(value);
}

/**
 * An end that tells of another number, or of another compare-and-set, than was called: either may be what
 * was done. What else a client answers, such as true or a text, tells nothing of that.
 */
function assertDone(
  input: Exclude<RegisterInput, { readonly type: "read" }>,
  { value, line }: HistoryEvent,
): void {
  const isWrite = input.type === "write";
  const same = isWrite
    ? typeof value !== "number" || typeof input.value !== "number" ||
      scalarOf(value) === input.value
    : !Array.isArray(value) || value.length !== 2 ||
      (scalarOf(value[0]) === input.from && scalarOf(value[1]) === input.to);
  if (same) return;
  const called = isWrite ? `write ${valueText(input.value)}` : casText(input.from, input.to);
  throw new MalformedHistory(line, `the end of ${called}`, `${input.type} ${ednText(value)}`);
}

function casText(from: Value, to: Value): string {
  return `cas [${valueText(from)} ${valueText(to)}]`;
}

function registerInput({ f, key, value, line }: HistoryEvent): RegisterInput {
  const where = key === undefined ? {} : { key: keyOf(key) };
  if (f === "read") return { type: "read", ...where };
  if (f === "write") return { type: "write", value: scalarOf(value), ...where };
  if (f === "cas") {
    if (Array.isArray(value) && value.length === 2) {
      return { type: "cas", from: scalarOf(value[0]), to: scalarOf(value[1]), ...where };
    }
    throw new MalformedHistory(line, "cas with [from to]", ednText(value));
  }
  throw new MalformedHistory(line, "read, write or cas", f);
}

function keyValueInput({ f, key, value, line }: HistoryEvent): KeyValueInput {
  if (key === undefined) throw new MalformedHistory(line, "a key", `${f} without one`);
  const type = f === "read" ? "get" : f === "write" ? "put" : f;
  if (type === "get") return { type, key: keyOf(key) };
  if (type !== "put" && type !== "append") {
    throw new MalformedHistory(line, "get, put or append", f);
  }
  if (value === undefined || value === null) {
    throw new MalformedHistory(line, `a value to ${type}`, ednText(value));
  }
  if (type === "put") return { type, key: keyOf(key), value: stored(value, line) };
  if (typeof value === "string") return { type, key: keyOf(key), value };
  throw new MalformedHistory(line, "a text to append", ednText(value));
}

/** A missing text is the empty one: that is what every key starts with. */
function stored(value: unknown, line: number): KeyValueOutput {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new MalformedHistory(line, "a text, a number, true or false", ednText(value));
}
