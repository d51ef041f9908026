/**
 * Calls as operations of a specification, timed by their places in the file. An end of `info` leaves the outcome
 * unknown, as does the end of the file.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { Operation } from "../../model/history.ts";
import type { KeyValueInput, KeyValueOutput } from "../spec/key_value.ts";
import type { RegisterInput, RegisterOutput, Value } from "../spec/register.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";
import type { Call } from "./pair.ts";

/** What a call asks, and what its end answers. */
interface Reading<I, O> {
  input(invoke: HistoryEvent): I;
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
): Operation<RegisterInput, RegisterOutput>[] {
  return operations<RegisterInput, RegisterOutput>(calls, {
    input: registerInput,
    output(input, end) {
      if (input.type === "read") return end.value === undefined ? undefined : scalar(end);
      return input.type === "cas" ? end.type === "ok" : null;
    },
    // A compare-and-set that was refused has seen another value; one that broke off has seen nothing.
    answers: (input, end) => input.type === "cas" && end.error !== true && Array.isArray(end.value),
  });
}

/** The operations on a store: `get`, `put` and `append`; `read` and `write` are the same as the first two. */
export function keyValueOperations(
  calls: readonly Call[],
): Operation<KeyValueInput, KeyValueOutput>[] {
  return operations<KeyValueInput, KeyValueOutput>(calls, {
    input: keyValueInput,
    output(input, end) {
      if (input.type !== "get") return "";
      return end.value === undefined ? undefined : text(end.value);
    },
  });
}

function operations<I, O>(calls: readonly Call[], reading: Reading<I, O>): Operation<I, O>[] {
  return calls.map(byKey).map(({ invoke, end }, id) => {
    const input = reading.input(invoke);
    const base = { id, process: invoke.process, input, invokedAt: invoke.at };
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

/** Many independent objects in one history, as `jepsen.independent` writes it: values are [key value]. */
function byKey(call: Call): Call {
  const { invoke, end } = call;
  if (invoke.key !== undefined || !isTuple(invoke)) return call;
  return { invoke: untupled(invoke), end: end && untupled(end) };
}

/** What is compared and set are two values as well; with a key, they are the second of two. */
function isTuple({ f, value }: HistoryEvent): boolean {
  return Array.isArray(value) && value.length === 2 && (f !== "cas" || Array.isArray(value[1]));
}

function untupled(event: HistoryEvent): HistoryEvent {
  if (!Array.isArray(event.value)) return event;
  const [key, value] = event.value;
  return { ...event, key, value };
}

function registerInput(invoke: HistoryEvent): RegisterInput {
  const { f, value, line } = invoke;
  const key = invoke.key === undefined ? {} : { key: text(invoke.key) };
  if (f === "read") return { type: "read", ...key };
  if (f === "write") return { type: "write", value: scalar(invoke), ...key };
  if (f === "cas") {
    if (Array.isArray(value) && value.length === 2) {
      const [from, to] = value.map((item) => scalar({ ...invoke, value: item }));
      return { type: "cas", from: from!, to: to!, ...key };
    }
    throw new MalformedHistory(line, "cas with [from to]", encode(value));
  }
  throw new MalformedHistory(line, "read, write or cas", f);
}

function keyValueInput({ f, key, value, line }: HistoryEvent): KeyValueInput {
  if (key === undefined) throw new MalformedHistory(line, "a key", `${f} without one`);
  const type = f === "read" ? "get" : f === "write" ? "put" : f;
  if (type === "get") return { type, key: text(key) };
  if (type === "put" || type === "append") {
    if (value === undefined || value === null) {
      throw new MalformedHistory(line, `a value to ${type}`, encode(value));
    }
    return { type, key: text(key), value: text(value) };
  }
  throw new MalformedHistory(line, "get, put or append", f);
}

/** A missing text is the empty one: that is what every key starts with. */
function text(value: unknown): string {
  if (value === null) return "";
  return typeof value === "string" ? value : encode(value);
}

function scalar({ value, line }: HistoryEvent): Value {
  if (value === undefined) return null;
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
    return value as Value;
  }
  if (typeof value === "bigint") return String(value);
  throw new MalformedHistory(line, "a number, a text, true, false or nil", encode(value));
}
