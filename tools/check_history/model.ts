/** What a model is to the command: something that judges a history within a budget. @module */

import type { KeyConsistency } from "hb/check/isolation/key_order.ts";
import type { Meaning } from "hb/check/read/meaning.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";
import type { Figure } from "hb/figure/figure.ts";

/** What is right or wrong with a history. */
export interface Judgement {
  readonly verdict: "ok" | "violation" | "unknown";
  /** Why, one sentence a line. */
  readonly evidence: readonly string[];
  /** The evidence as a picture. */
  readonly figure?: Figure;
}

/** How much may be done. */
export interface Limits {
  /** When to stop, on the clock of `performance.now`. */
  readonly deadline: number;
  /** Whether anybody reads the evidence. */
  readonly explain: boolean;
}

/** What the command line says of a history, beside its model. */
export interface Settings extends Meaning {
  /** What the object starts with, as a value of EDN. */
  readonly initial?: unknown;
  /** What the accounts of a bank hold together. */
  readonly total?: bigint;
  /** Whether an account of a bank may hold less than nothing. */
  readonly negativeBalances?: boolean;
  /** What is known of each key by itself. */
  readonly keys?: KeyConsistency;
}

/** The settings by the names of their options. */
export type OptionName =
  | "initial"
  | "nil-reads"
  | "failed-cas"
  | "total"
  | "negative-balances"
  | "keys";

/** One way to judge histories. */
export interface Model {
  /** What it is about, in one line. */
  readonly words: string;
  /** What its calls look like in EDN. */
  readonly example: string;
  /** The options that mean something to it. */
  readonly options: readonly OptionName[];
  /** What `--initial` must be. */
  readonly initialRule?: string;
  /** Whether a value may be what the object starts with. */
  startsWith?(initial: unknown): boolean;
  /** Judges a history as it was read; throws `MalformedHistory` for what the model does not know. */
  judge(history: RecordedHistory, limits: Limits, settings: Settings): Judgement;
}
