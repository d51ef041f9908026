/** Short words for messages, timers, operations and their results. @module */

import { inWords } from "../../model/in_words.ts";
import type { Labels } from "../../model/labels.ts";
import { isRecord } from "../../model/plain.ts";
import type { Operation, SentMessage } from "../../model/story/parts.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { oneLine, rounded } from "../text.ts";

/**
 * A value in a few words: the type of a message, timer or operation first, then its fields.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { brief } from "hb/figure/spacetime/words.ts";
 *
 * assertEquals(brief({ type: "ack", round: 3 }), "ack 3");
 * assertEquals(brief({ type: "store", key: "x", value: [1, 2] }), "store key=x value=[1, 2]");
 * ```
 */
export function brief(value: unknown): string {
  if (typeof value !== "object" || value === null) return item(value);
  if (Array.isArray(value) || !isRecord(value)) return item(value);
  const { type, ...fields } = value;
  const entries = Object.entries(fields);
  const only = entries.length === 1 && type !== undefined ? entries[0] : undefined;
  const rest = only === undefined
    ? entries.map(([key, field]) => `${key}=${item(field)}`)
    : [item(only[1])];
  return oneLine([...(type === undefined ? [] : [String(type)]), ...rest].join(" "));
}

/** A message in a few words; its arrow already says who sent it. */
export function messageWords(body: unknown): string {
  return brief(withoutSender(body));
}

function withoutSender(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !isRecord(body)) return body;
  const { from: _, ...rest } = body;
  return rest;
}

function item(value: unknown): string {
  if (typeof value === "string") return oneLine(value);
  if (typeof value === "number") return rounded(value);
  const text = inWords(value, 40);
  return Array.isArray(value) || !/, |: /.test(text) ? text : `(${text})`;
}

/** All of a value, for the text that appears under the pointer. */
export function full(value: unknown): string {
  return inWords(value, 400);
}

/** All of a message, for the same purpose; its arrow already says who sent it. */
export function messageInFull(body: unknown): string {
  return full(withoutSender(body));
}

/** The type of a message or timer, or "message" when it has none. */
export function typeOf(body: unknown): string {
  const type = typeof body === "object" && body !== null
    ? (body as Record<string, unknown>)["type"]
    : undefined;
  return typeof type === "string" ? type : "message";
}

/** A moment or a span. */
export function ms(value: number): string {
  return `${rounded(value)} ms`;
}

/** A message as its labels have it; of a copy that the network made, it says so. */
export function sentWords({ body, copyOf }: SentMessage, labels: Labels): string {
  return (labels.message?.(body) ?? messageWords(body)) + (copyOf === undefined ? "" : " (copy)");
}

/** What a client asks. */
export function requestWords(input: unknown, labels: Labels): string {
  return labels.request?.(input) ?? brief(input);
}

/** What a client is answered; `nothing` where the answer is no value. */
export function answerWords(output: unknown, labels: Labels, nothing: string): string {
  if (output === undefined) return nothing;
  return labels.answer?.(output) ?? brief(output);
}

/** An operation, and how it ended. */
export function operationWords(operation: Operation, labels: Labels): string {
  const { input, output, outcome } = operation;
  const ends = {
    open: "",
    ok: ` → ${answerWords(output, labels, "ok")}`,
    fail: " → failed",
    unknown: " → unknown",
  };
  return requestWords(input, labels) + ends[outcome];
}

/** A timer that goes off. */
export function timerWords(timer: unknown, labels: Labels): string {
  return labels.timer?.(timer) ?? brief(timer);
}

/** A record that is saved. */
export function recordWords(record: unknown, labels: Labels): string {
  return labels.record?.(record) ?? brief(record);
}

/** What became of the journal with a save, where it was compacted; to follow the words of the record. */
export function compactedWords({ compacted }: TraceEvent & { kind: "save" }): string {
  if (compacted === undefined) return "";
  const { from, to } = compacted;
  return `; its journal of ${from} record${from === 1 ? "" : "s"} is compacted to ${to}`;
}

/** A fault without the time at which it begins, for a figure that shows when. */
export function faultWords(words: string): string {
  return words.replace(/^at [\d.]+ ms /, "");
}
