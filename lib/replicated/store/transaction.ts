/**
 * Several keys at one place in the log: comparisons, and one of two lists of steps (etcd v3, `Txn`,
 * as far as its comparisons are of values). Nothing comes between them, as commands are executed
 * one after another.
 *
 * Where a step cannot be done, none is: what those before it changed is put back as it was.
 *
 * @module
 */

import {
  type Changed,
  changes,
  type Compare,
  isRefused,
  type Refused,
  type StepResult,
  type Transaction,
  type TransactionResult,
} from "./commands.ts";
import { transactionLimits } from "./limits.ts";
import { leaseOf, type Store, valueOf } from "./state.ts";
import { doStep, restore } from "./steps.ts";

/** What a key held, and what it was attached to. */
interface Before {
  readonly key: string;
  readonly value: string | null;
  readonly lease: number | null;
}

/** Does a transaction and tells what it changes, unless it is refused. */
export function doTransaction(
  store: Store,
  transaction: Transaction,
  tell: (change: Changed) => void,
): TransactionResult | Refused {
  const { compares, success, failure } = transaction, { given } = transactionLimits;
  const most = changes(transaction) ? given.changing : given.reading;
  const succeeded = compares.every((compare) => holds(store, compare));
  const befores: Before[] = [], changed: Changed[] = [], results: StepResult[] = [];
  let units = 0;
  for (const step of succeeded ? success : failure) {
    if (step.type === "put" || step.type === "del") befores.push(beforeOf(store, step.key));
    const left = Math.max(0, most - units);
    const result = doStep(store, step, (change) => changed.push(change), left);
    const refused = isRefused(result) ? result : tooMuch(units += unitsOf(result), most);
    if (refused !== undefined) {
      for (const { key, ...before } of befores.reverse()) restore(store, key, before);
      return refused;
    }
    results.push(result as StepResult);
  }
  for (const change of changed) tell(change);
  return { succeeded, results };
}

function holds(store: Store, { key, is, value }: Compare): boolean {
  const held = valueOf(store, key);
  switch (is) {
    case "equal":
      return held === value;
    case "not equal":
      return held !== value;
    case "absent":
      return held === null;
    case "present":
      return held !== null;
  }
}

function beforeOf(store: Store, key: string): Before {
  return { key, value: valueOf(store, key), lease: leaseOf(store, key) };
}

function unitsOf(result: StepResult): number {
  if (result === null) return 0;
  if (typeof result === "string") return result.length;
  return result.entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
}

function tooMuch(units: number, most: number): Refused | undefined {
  if (units <= most) return undefined;
  const words = `such a transaction gives at most ${most} characters, and this one more`;
  return { refused: "full", words };
}
