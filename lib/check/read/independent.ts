/**
 * Many independent objects in one history, as `jepsen.independent` writes it: every value is
 * `[key value]`. Where a single call has another form, values are what they are.
 *
 * @module
 */

import { ednText } from "./edn_text.ts";
import { type HistoryEvent, MalformedHistory } from "./event.ts";
import type { Call } from "./pair.ts";
import { keyOf } from "./scalar.ts";

/** The same calls with their keys and values apart. */
export function byKey(calls: readonly Call[]): readonly Call[] {
  if (!calls.every(({ invoke }) => invoke.key === undefined && isTuple(invoke))) return calls;
  return calls.map(({ process, invoke, end }) => {
    const [key, value] = invoke.value as readonly unknown[];
    return { process, invoke: { ...invoke, key, value }, end: end && untupled(end, key) };
  });
}

/** What is compared and set are two values as well; with a key, they are the second of two. */
function isTuple({ f, value }: HistoryEvent): boolean {
  return Array.isArray(value) && value.length === 2 && (f !== "cas" || Array.isArray(value[1]));
}

/** An end has the key of its call, or says in another form what went wrong. */
function untupled(end: HistoryEvent, key: unknown): HistoryEvent {
  if (Array.isArray(end.value) && end.value.length === 2) {
    const [answered, value] = end.value;
    if (keyOf(answered) === keyOf(key)) return { ...end, key, value };
  } else if (end.type !== "ok" || (end.value ?? null) === null) {
    return { ...end, key, value: undefined };
  }
  throw new MalformedHistory(end.line, `the key ${ednText(key)} and a value`, ednText(end.value));
}
