/**
 * Transactions as their clients saw them: lists of micro-operations on keys that hold lists, to which one
 * appends, or single values, which one overwrites. What was appended can be read off a list long after,
 * so lists tell more about the order of writes than registers do (Kingsbury and Alvaro 2020, section 3).
 *
 * Every value is written to a key at most once; so a value that is read names its writer.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";

/** What a value is stored under. */
export type Key = string | number;

/** What is written; no two writes to one key write the same. */
export type Value = string | number;

/** A micro-operation on lists; a read whose value nobody saw has none. */
export type ListStep =
  | { readonly type: "append"; readonly key: Key; readonly value: Value }
  | { readonly type: "read"; readonly key: Key; readonly value?: readonly Value[] | undefined };

/** A micro-operation on registers; `null` is what a register holds before the first write. */
export type RegisterStep =
  | { readonly type: "write"; readonly key: Key; readonly value: Value }
  | { readonly type: "read"; readonly key: Key; readonly value?: Value | null | undefined };

/** A micro-operation of either kind. */
export type Step = ListStep | RegisterStep;

/** What a transaction asks, and, with the values that it read, what it is answered. */
export type Steps = readonly Step[];

/** A transaction: `ok` is committed, `fail` is aborted, and `unknown` may be either. */
export type Transaction = Operation<Steps, Steps>;

/** Transactions in the order of their invocation. */
export type Transactions = History<Steps, Steps>;

/** What the keys hold. */
export type Model = "list-append" | "rw-register";

/** What is known of what a transaction did: the answers, where it was answered. */
export function stepsOf<S>(
  { outcome, input, output }: Operation<readonly S[], readonly S[]>,
): readonly S[] {
  return outcome === "ok" ? output ?? input : input;
}
