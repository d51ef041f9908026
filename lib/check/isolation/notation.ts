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
 * On tables there is one table, t, whose rows are letters:
 *
 * ```text
 * ix1  ux2  dx      inserts row x with value 1, makes that 2, deletes it
 * ix1.5             the same with an attribute a = 5
 * rx1  rx           reads row x and finds 1; finds no such row
 * s{x1y2}  s{}      looks for all rows and finds x with 1 and y with 2; finds none
 * s5{x1}            looks for the rows with a = 5
 * s2-4{}            looks for the rows whose value is from 2 to 4
 * ```
 *
 * @module
 */

import type { AnyStep, AnyTransaction } from "./any_transaction.ts";
import type { Outcome } from "../../model/history.ts";
import type { TableStep, TableTransaction } from "./table.ts";
import { describeTableStep, tableQuestion, tableStep, tableStepOf } from "./table_notation.ts";
import type { Model, Step, Transaction } from "./transaction.ts";

/** How the steps of a model are read. */
interface Grammar<S> {
  readonly step: RegExp;
  readonly whole: RegExp;
  readonly expected: string;
  read(text: string): S;
  /** A step as it is asked, without what is answered. */
  question(step: S): S;
}

function grammar<S>(
  step: RegExp,
  examples: string,
  read: (text: string) => S,
  question: (step: S) => S,
): Grammar<S> {
  return {
    step: new RegExp(step, "g"),
    whole: new RegExp(`^(?:(\\d+):)?((?:${step.source})+)([!?]?)(?:@(\\d+)-(\\d+))?$`),
    expected: `transactions such as ${examples} between "|" and ";"`,
    read,
    question,
  };
}

const tables = grammar(tableStep, '"ix1s{x1}", "dx?" or "3:s5{}@2-5"', tableStepOf, tableQuestion);
const items = (model: Model) =>
  grammar(
    /[awr][a-z]\d*/,
    '"ax1ry12", "wx1?" or "3:rx@2-5"',
    (text) => stepOf(text, model),
    ({ type, key, value }) => type === "read" ? { type, key } : { type, key, value } as Step,
  );

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
export function transactions(text: string, model: Model): Transaction[];
/** The same of transactions on tables. */
export function transactions(text: string, model: "tables"): TableTransaction[];
/** The same of either. */
export function transactions(text: string, model: Model | "tables"): AnyTransaction[] {
  return model === "tables" ? told(text, tables) : told(text, items(model));
}

function told<S extends Step | TableStep>(text: string, grammar: Grammar<S>): AnyTransaction<S>[] {
  const phases = text.split(";").map((phase) => phase.split("|"));
  const listed = phases.flatMap((phase, i) => phase.map((one) => ({ one, start: 2 * i })));
  const all = listed.map(({ one, start }, id) => transaction(one, grammar, id, start));
  return all.toSorted((a, b) => a.invokedAt - b.invokedAt);
}

function transaction<S extends AnyStep>(
  text: string,
  { step, whole, expected, read, question }: Grammar<S>,
  id: number,
  start: number,
): AnyTransaction<S> {
  const parts = whole.exec(text.replace(/\s+/g, ""));
  if (parts === null) {
    throw new SyntaxError(
      `Cannot read transactions because the form is ${expected}: given "${text}"`,
    );
  }
  const [, process, body, mark, from, to] = parts;
  const outcome: Outcome = mark === "!" ? "fail" : mark === "?" ? "unknown" : "ok";
  const steps = body!.match(step)!.map(read);
  return {
    id,
    process: Number(process ?? id),
    input: steps.map(question),
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
export function describeSteps(steps: readonly AnyStep[]): string {
  return steps.map(describeStep).join(", ");
}

function describeStep(step: AnyStep): string {
  if ("table" in step) return describeTableStep(step);
  const { type, key, value } = step;
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
