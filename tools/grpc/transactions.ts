/** Transactions as `kv.proto` has them, and as the store has them. @module */

import type {
  Compare,
  Entries,
  Step,
  StepResult,
  Transaction,
  TransactionResult,
} from "hb/replicated/store/commands.ts";
import { CallFailure } from "./calls.ts";
import { type Message, putOf, type Range, rangeOf, toldEntries } from "./messages.ts";

type Key = Message<{ key: string }>;

/** A comparison when it has come. */
export type TxnCompare = Message<
  { key: string; equal: string; not_equal: string; present: boolean }
>;

/** An operation when it has come. */
export type TxnOperation = Message<
  {
    get: Key;
    put: Message<{ key: string; value: string; lease: number }>;
    delete: Key;
    range: Range;
  }
>;

/** A transaction when it has come. */
export type TxnRequest = Message<
  {
    compare: readonly TxnCompare[];
    success: readonly TxnOperation[];
    failure: readonly TxnOperation[];
  }
>;

/** The transaction that is asked for; throws a `CallFailure` where it is none. */
export function transactionOf(
  { compare = [], success = [], failure = [] }: TxnRequest,
): Transaction {
  return {
    type: "txn",
    compares: compare.map(compareOf),
    success: success.map(stepOf),
    failure: failure.map(stepOf),
  };
}

/** What a transaction gives, as it is told. */
export function toldTransaction(
  { success, failure }: Transaction,
  { succeeded, results }: TransactionResult,
) {
  const steps = succeeded ? success : failure;
  return { succeeded, results: results.map((result, i) => toldResult(steps[i]!, result)) };
}

function compareOf({ key = "", equal, not_equal, present }: TxnCompare): Compare {
  if (equal !== undefined) return { key, is: "equal", value: equal };
  if (not_equal !== undefined) return { key, is: "not equal", value: not_equal };
  if (present !== undefined) return { key, is: present ? "present" : "absent" };
  throw new CallFailure("invalid", "a comparison says what must be so, and this one does not");
}

function stepOf({ get, put, delete: del, range }: TxnOperation): Step {
  if (get !== undefined) return { type: "get", key: get.key ?? "" };
  if (put !== undefined) return putOf(put);
  if (del !== undefined) return { type: "del", key: del.key ?? "" };
  if (range !== undefined) return rangeOf(range);
  throw new CallFailure("invalid", "an operation says what is done, and this one does not");
}

function toldResult({ type }: Step, result: StepResult) {
  if (type === "get") return { get: result === null ? {} : { value: result } };
  return type === "range" ? { range: toldEntries(result as Entries) } : {};
}
