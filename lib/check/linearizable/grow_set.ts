/**
 * What a set that only grows has lost, without a search: whatever was surely in it, as its add had ended or
 * a read had seen it, is in every read that begins later. So a lost element is told with two operations.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import type { SetInput, SetOutput } from "../spec/set.ts";
import type { Value } from "../spec/register.ts";
import { valueText } from "../spec/value_text.ts";

type Op = Operation<SetInput, SetOutput>;

/** Two operations that show that an element was lost. */
export interface LostElement {
  /** It is never anything else: without a lost element much else may be wrong. */
  readonly verdict: "violation";
  /** What put the element in, or saw it, and the later read without it. */
  readonly core: readonly [Operation<SetInput, SetOutput>, Operation<SetInput, SetOutput>];
  /** Which element it is. */
  readonly why: string;
}

/** The first lost element, in the order of calls; `undefined` where none is lost. */
export function lostElement(history: History<SetInput, SetOutput>): LostElement | undefined {
  const surely = [...evidenceOf(history)].sort(([, a], [, b]) => a.endedAt - b.endedAt);
  const place = new Map(surely.map(([element], i) => [element, i]));
  for (const read of history) {
    if (!isAnswered(read)) continue;
    const due = countBefore(surely, read.invokedAt);
    const found = new Set(read.output);
    let met = 0;
    for (const element of found) if (place.get(element)! < due) met++;
    if (met === due) continue;
    const [element, evidence] = surely.find(([each]) => !found.has(each))!;
    const how = evidence.input.type === "add" ? "was added" : "was seen";
    const why = `${valueText(element)} ${how} before the last read began, which is without it`;
    return { verdict: "violation", core: [evidence, read], why };
  }
}

function isAnswered(operation: Op): operation is Op & { readonly output: readonly Value[] } {
  return operation.input.type === "read" && operation.outcome === "ok" &&
    Array.isArray(operation.output);
}

/** By element, what ended first of all that shows that it is in the set. */
function evidenceOf(history: History<SetInput, SetOutput>): Map<Value, Op> {
  const evidence = new Map<Value, Op>();
  const shows = (element: Value, operation: Op) => {
    const known = evidence.get(element);
    if (known === undefined || operation.endedAt < known.endedAt) evidence.set(element, operation);
  };
  for (const operation of history) {
    if (operation.outcome !== "ok") continue;
    if (operation.input.type === "add") shows(operation.input.value, operation);
    else if (isAnswered(operation)) {
      for (const element of operation.output) shows(element, operation);
    }
  }
  return evidence;
}

/** How many of the elements were surely in the set before a moment. */
function countBefore(surely: readonly (readonly [Value, Op])[], moment: number): number {
  let low = 0, high = surely.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (surely[middle]![1].endedAt < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
