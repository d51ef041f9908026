/** What a check of linearizability says. @module */

import type { History, Operation } from "../../model/history.ts";

/** The key of an independent part of a history; `undefined` where the specification has no keys. */
export type Key = string | number | undefined;

/** An order that explains one part of a history. */
export interface Witness {
  /** The part. */
  readonly key: Key;
  /** Operations by their id, in an order that the specification allows. */
  readonly order: readonly number[];
}

/** Where a history cannot be explained. */
export interface Violation<I = unknown, O = unknown> {
  /** The part. */
  readonly key: Key;
  /** The operations of the part that matter, in the order of their calls. */
  readonly operations: History<I, O>;
  /** An operation whose return no order gets past; the explanation finds the first of them. */
  readonly blocked: Operation<I, O>;
}

/** The verdict; `steps` says how often the specification was asked. */
export type Verdict<I = unknown, O = unknown> =
  | { readonly verdict: "ok"; readonly steps: number; readonly witnesses: readonly Witness[] }
  | {
    readonly verdict: "violation";
    readonly steps: number;
    readonly violation: Violation<I, O>;
  }
  | {
    readonly verdict: "unknown";
    readonly steps: number;
    /** The parts that the budget did not suffice for. */
    readonly undecided: readonly Key[];
  };
