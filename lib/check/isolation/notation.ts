/**
 * A short notation for transactions, after that of Elle's tests: `ax1ry12` appends 1 to x and then reads
 * the list 1, 2 from y; `wx1ry2` writes and reads registers. Keys are letters, values single digits.
 *
 * ```text
 * ax1 | rx1         overlap in time, each by a process of its own
 * ax1 ; rx1         the second begins after the first has ended
 * ax1!  ax1?        aborted; outcome unknown
 * 3:ax1             by process 3
 * ax1@2-5           from 2 ms to 5 ms
 * ```
 *
 * @module
 */

import type { Outcome } from "../../model/history.ts";
import type { Model, Step, Transaction } from "./transaction.ts";

const whole = /^(?:(\d+):)?((?:[awr][a-z]\d*)+)([!?]?)(?:@(\d+)-(\d+))?$/;
const expected = 'transactions such as "ax1ry12", "wx1?" or "3:rx@2-5" between "|" and ";"';

/**
 * The transactions that a text in the short notation tells.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { transactions } from "hb/check/isolation/notation.ts";
 *
 * const [append, read] = transactions("ax1 ; rx1", "list-append");
 * assertEquals(append?.input, [{ type: "append", key: "x", value: 1 }]);
 * assertEquals(read?.output, [{ type: "read", key: "x", value: [1] }]);
 * ```
 */
export function transactions(text: string, model: Model): Transaction[] {
  const phases = text.split(";").map((phase) => phase.split("|"));
  const listed = phases.flatMap((phase, i) => phase.map((one) => ({ one, start: 2 * i })));
  const told = listed.map(({ one, start }, id) => transaction(one, model, id, start));
  return told.toSorted((a, b) => a.invokedAt - b.invokedAt);
}

function transaction(text: string, model: Model, id: number, start: number): Transaction {
  const parts = whole.exec(text.replace(/\s+/g, ""));
  if (parts === null) {
    throw new SyntaxError(
      `Cannot read transactions because the form is ${expected}: given "${text}"`,
    );
  }
  const [, process, body, mark, from, to] = parts;
  const outcome: Outcome = mark === "!" ? "fail" : mark === "?" ? "unknown" : "ok";
  const steps = body!.match(/[awr][a-z]\d*/g)!.map((step) => stepOf(step, model));
  const input = steps.map(({ type, key, value }): Step =>
    type === "read" ? { type, key } : { type, key, value } as Step
  );
  return {
    id,
    process: Number(process ?? id),
    input,
    ...(outcome === "ok" ? { output: steps } : {}),
    invokedAt: Number(from ?? start),
    endedAt: outcome === "unknown" ? Infinity : Number(to ?? start + 1),
    outcome,
  };
}

function stepOf(text: string, model: Model): Step {
  const key = text[1]!;
  const digits = [...text.slice(2)].map(Number);
  if (text[0] === "r") {
    if (model === "list-append") return { type: "read", key, value: digits };
    if (digits.length <= 1) return { type: "read", key, value: digits[0] ?? null };
  } else if (digits.length === 1 && (text[0] === "a") === (model === "list-append")) {
    const value = digits[0]!;
    return text[0] === "a" ? { type: "append", key, value } : { type: "write", key, value };
  }
  throw new SyntaxError(
    `Cannot read transactions because ${model} has ` +
      `${model === "list-append" ? '"ax1" and "rx12"' : '"wx1" and "rx1"'}: given "${text}"`,
  );
}

/** A transaction in words: `append x 1, read y [1 2]`. */
export function describeSteps(steps: readonly Step[]): string {
  return steps.map(describeStep).join(", ");
}

function describeStep({ type, key, value }: Step): string {
  if (type === "read" && value === undefined) return `read ${key}`;
  return `${type} ${key} ${describeValue(value)}`;
}

/** The most elements of a list that are written out. */
const mostElements = 8;

/** What a key holds, as text; of a long list only the end, where lists differ. */
export function describeValue(value: Step["value"]): string {
  if (value === undefined) return "?";
  if (value === null) return "nothing";
  if (typeof value !== "object") return String(value);
  const start = value.length > mostElements ? "… " : "";
  return `[${start}${value.slice(-mostElements).join(" ")}]`;
}
