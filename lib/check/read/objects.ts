/**
 * What the events of Jepsen's and Knossos's other objects say: mutexes, multi-registers, sets, queues and
 * counters.
 *
 * @module
 */

import type { Operation } from "../../model/history.ts";
import type { CounterInput, CounterOutput } from "../spec/counter.ts";
import type { LockInput } from "../spec/lock.ts";
import type {
  MultiRegisterAccess,
  MultiRegisterInput,
  MultiRegisterOutput,
  MultiRegisterState,
} from "../spec/multi_register.ts";
import type { MutexInput } from "../spec/mutex.ts";
import type { QueueInput, QueueOutput } from "../spec/queue.ts";
import type { Value } from "../spec/register.ts";
import type { SetInput, SetOutput } from "../spec/set.ts";
import { ednText } from "./edn_text.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";
import type { Meaning } from "./meaning.ts";
import { operationsOf } from "./operations.ts";
import type { Call } from "./pair.ts";
import { keyOf, scalarOf } from "./scalar.ts";

/** The operations on a mutex: `acquire` and `release`. */
export function mutexOperations(calls: readonly Call[]): Operation<MutexInput, null>[] {
  return operationsOf<MutexInput, null>(calls, {
    input: (invoke) => ({ type: acquireOrRelease(invoke) }),
    output: () => null,
  });
}

/** The operations on a lock that knows its holder: the same, by whom they are. */
export function lockOperations(calls: readonly Call[]): Operation<LockInput, undefined>[] {
  return operationsOf<LockInput, undefined>(calls, {
    input: (invoke, owner) => ({ type: acquireOrRelease(invoke), owner }),
    output: () => undefined,
  });
}

function acquireOrRelease({ f, line }: HistoryEvent): "acquire" | "release" {
  if (f === "acquire" || f === "release") return f;
  throw new MalformedHistory(line, "acquire or release", f);
}

/** The operations on registers that are read and written together: `txn`, with `[[:r k v] [:w k v] …]`. */
export function multiRegisterOperations(
  calls: readonly Call[],
  { nilReads }: Meaning = {},
): Operation<MultiRegisterInput, MultiRegisterOutput>[] {
  return operationsOf<MultiRegisterInput, MultiRegisterOutput>(calls, {
    input: (invoke) => accessesOf(invoke).map(({ access }) => access),
    output(input, end) {
      // Whoever read nothing may be told that it is done, and no more.
      if ((end.value ?? null) === null) return input.map(() => undefined);
      const answered = accessesOf(end);
      if (ednText(answered.map(keyed)) !== ednText(input.map((access) => keyed({ access })))) {
        throw new MalformedHistory(end.line, "the end of what was called", ednText(end.value));
      }
      return answered.map(({ access, found }) => {
        if (access.type === "write" || (found === null && nilReads === "unknown")) return undefined;
        return scalarOf(found);
      });
    },
  });
}

function keyed({ access: { type, key } }: { readonly access: MultiRegisterAccess }): unknown {
  return [type, key];
}

function accessesOf(
  { value, line }: HistoryEvent,
): { readonly access: MultiRegisterAccess; readonly found?: unknown }[] {
  const expected = "a transaction, a list of [:r key value] and [:w key value]";
  if (!Array.isArray(value)) throw new MalformedHistory(line, expected, ednText(value));
  return value.map((item) => {
    if (Array.isArray(item) && (item.length === 3 || item.length === 2)) {
      const [name, rawKey, found] = item;
      const key = keyOf(rawKey);
      const type = typeof name === "symbol" ? name.description!.slice(1) : name;
      if (type === "r" || type === "read") return { access: { type: "read", key }, found };
      const write = type === "w" || type === "write";
      if (write && item.length === 3) {
        return { access: { type: "write", key, value: scalarOf(found) } };
      }
    }
    throw new MalformedHistory(line, expected, ednText(item));
  });
}

/** What registers start with, from a map; `undefined` for anything else. */
export function multiRegisterStart(value: unknown): MultiRegisterState | undefined {
  if (!(value instanceof Map)) return undefined;
  const held = [...value].filter(([, item]) => item !== null);
  return new Map(held.map(([key, item]) => [keyOf(key), scalarOf(item)]));
}

/** The operations on a set: `add` an element, `read` all of them. */
export function setOperations(calls: readonly Call[]): Operation<SetInput, SetOutput>[] {
  return operationsOf<SetInput, SetOutput>(calls, {
    input({ f, value, line }) {
      if (f === "read") return { type: "read" };
      if (f === "add") return { type: "add", value: scalarOf(value) };
      throw new MalformedHistory(line, "add or read", f);
    },
    output(input, { value, line }) {
      if (input.type === "add") return null;
      if (value === undefined) return undefined;
      if (Array.isArray(value) || value instanceof Set) return Array.from(value, scalarOf);
      if (value === null) return [];
      throw new MalformedHistory(line, "the elements of a set", ednText(value));
    },
  });
}

/** The elements that are added in a history of a set. */
export function addedElements(history: readonly Operation<SetInput, SetOutput>[]): Value[] {
  return history.flatMap(({ input }) => input.type === "add" ? [input.value] : []);
}

/** The operations on a queue: `enqueue` and `dequeue`; one that finds nothing fails, or answers nil. */
export function queueOperations(calls: readonly Call[]): Operation<QueueInput, QueueOutput>[] {
  return operationsOf<QueueInput, QueueOutput>(calls, {
    input({ f, value, line }) {
      if (f === "dequeue") return { type: "dequeue" };
      if (f === "enqueue") return { type: "enqueue", value: scalarOf(value) };
      throw new MalformedHistory(line, "enqueue or dequeue", f);
    },
    output(input, { value, line }) {
      if (input.type === "enqueue") return null;
      if (value !== undefined) return scalarOf(value);
      throw new MalformedHistory(line, "what was dequeued", "no value");
    },
  });
}

/** The elements that are put into a queue in a history of one. */
export function enqueuedElements(
  history: readonly Operation<QueueInput, QueueOutput>[],
): Value[] {
  return history.flatMap(({ input }) => input.type === "enqueue" ? [input.value] : []);
}

/** The operations on a counter: `add` a whole number, `read` the sum. */
export function counterOperations(
  calls: readonly Call[],
  { nilReads }: Meaning = {},
): Operation<CounterInput, CounterOutput>[] {
  return operationsOf<CounterInput, CounterOutput>(calls, {
    input({ f, value, line }) {
      if (f === "read") return { type: "read" };
      if (f === "add") return { type: "add", value: wholeNumber(value, line) };
      throw new MalformedHistory(line, "add or read", f);
    },
    output(input, { value, line }) {
      if (input.type === "add") return null;
      if (value === undefined || (value === null && nilReads === "unknown")) return undefined;
      return wholeNumber(value, line);
    },
  });
}

/** A whole number of any size; refuses what is none. */
export function wholeNumber(value: unknown, line: number): bigint {
  const whole = wholeNumberOf(value);
  if (whole === undefined) throw new MalformedHistory(line, "a whole number", ednText(value));
  return whole;
}

/** A whole number of any size; `undefined` for what is none. */
export function wholeNumberOf(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : undefined;
}

/** Operations that came whole, as calls: their input says what was asked by its `type` and `value`. */
export function callsOf(operations: readonly Operation[], lines: readonly number[]): Call[] {
  return operations.map(({ process, input, output, invokedAt, endedAt, outcome }, i) => {
    const line = lines[i]!;
    if (
      typeof input !== "object" || input === null || typeof Reflect.get(input, "type") !== "string"
    ) {
      throw new MalformedHistory(line, 'an "input" with a "type"', ednText(input));
    }
    const { type: f, value, key } = input as Readonly<Record<"type" | "value" | "key", unknown>>;
    const base = { line, process, f: f as string, ...(key === undefined ? {} : { key }) };
    const invoke = { ...base, type: "invoke" as const, at: invokedAt, value };
    if (outcome === "unknown") return { process, invoke, end: undefined };
    return { process, invoke, end: { ...base, type: outcome, at: endedAt, value: output } };
  });
}
