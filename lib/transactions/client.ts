/**
 * What an application asks of a transactional store, and what it is answered. What it would say one by one, as *begin*,
 * *get*, *put*, *scan* and *commit*, it says at once; the node that it asks does it step by step.
 *
 * @module
 */

import type { Operations, Result } from "./operation.ts";

/** What an application asks of the node that it sits at. */
export interface Transact {
  /** Tells it from what nodes say to each other. */
  readonly type: "transact";
  /** What is to be done, in this order. */
  readonly operations: Operations;
}

/** What it is answered. Without an answer it may or may not have been done, and so with "unknown". */
export type Outcome =
  /** All of it is done; `results[i]` is what operation `i` was answered. */
  | { readonly ok: true; readonly results: readonly Result[] }
  /** Nothing of it is done, and nothing will be: because of others, or as it cannot be done. In these words. */
  | { readonly ok: false; readonly why: "aborted" | "refused"; readonly words: string }
  /** Whoever could say whether it is done cannot be asked. */
  | { readonly ok: false; readonly why: "unknown"; readonly words: string };

/**
 * How an operation ends in a history, where whoever is answered has ended: one whose answer is "unknown" ends too, with
 * that as its output, and whoever judges the history takes it as one that may or may not have been done.
 */
export function endOf(answer: unknown): "ok" | "fail" {
  return outcomeOf(answer) === "fail" ? "fail" : "ok";
}

/** What an answer says of an operation in a history. */
export function outcomeOf(answer: unknown): "ok" | "fail" | "unknown" {
  const outcome = answer as Outcome;
  if (outcome.ok) return "ok";
  return outcome.why === "unknown" ? "unknown" : "fail";
}
