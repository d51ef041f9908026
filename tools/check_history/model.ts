/** What a model is to the command: something that judges a history within a budget. @module */

import type { Figure } from "hb/figure/figure.ts";
import type { RecordedHistory } from "hb/check/read/read_history.ts";

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

/** One way to judge histories. */
export interface Model {
  /** Judges a history as it was read; throws `MalformedHistory` for what the model does not know. */
  judge(history: RecordedHistory, limits: Limits): Judgement;
}
