/**
 * Whether and when to ask again. Two rules that are broken often: a retry does not begin the deadline anew;
 * and only what surely did nothing, or what does no harm when it is done twice, is retried. A client library
 * that retried writes which might have been applied made a correct store look as if it lost updates (jetcd
 * 1444).
 *
 * @module
 */

import type { Deadline } from "./deadline.ts";

/** How an attempt failed. */
export type Failure =
  /** Surely not processed: it never left, was refused, or came behind the last stream that was looked at. */
  | "untouched"
  /** It may have been processed, may yet, or never will: the time ran out, or the connection was lost. */
  | "unknown"
  /** It was processed, and answered by an error: asking again would give the same. */
  | "answered";

/** How a client retries. */
export interface RetryRules {
  /** How often it asks in all. At least 1. */
  readonly attempts: number;
  /** The pauses between, in ms: each up to twice the one before. */
  readonly pauseMs: { readonly first: number; readonly longest: number };
}

/** What is known of an attempt that failed. */
export interface Attempt {
  /** How many there were, this one included. */
  readonly attempts: number;
  /** How it failed. */
  readonly failure: Failure;
  /** Whether processing the request twice is the same as once. */
  readonly idempotent: boolean;
  /** Of the call, from before the first attempt on. */
  readonly deadline: Deadline;
}

/** What to do. */
export type RetryDecision =
  | { readonly type: "retry"; readonly at: number }
  | {
    readonly type: "give up";
    readonly why: "it may have been done" | "it was answered" | "no time" | "too often";
  };

/**
 * Decides at `now`, in ms. `draw` is a random number from 0 to 1 (without 1): those who failed together
 * should not ask again together, so the pause is drawn between nothing and the full one (Brooker 2015, "full
 * jitter").
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decideRetry } from "hb/link/deadline/retry.ts";
 *
 * const rules = { attempts: 3, pauseMs: { first: 10, longest: 100 } };
 * const failed = { attempts: 1, failure: "unknown", idempotent: false, deadline: 1000 } as const;
 * assertEquals(decideRetry(rules, failed, 0, 0.5), { type: "give up", why: "it may have been done" });
 * const refused = { ...failed, failure: "untouched" } as const;
 * assertEquals(decideRetry(rules, refused, 0, 0.5), { type: "retry", at: 5 });
 * ```
 */
export function decideRetry(
  { attempts: most, pauseMs }: RetryRules,
  { attempts, failure, idempotent, deadline }: Attempt,
  now: number,
  draw: number,
): RetryDecision {
  if (failure === "answered") return { type: "give up", why: "it was answered" };
  if (failure === "unknown" && !idempotent) {
    return { type: "give up", why: "it may have been done" };
  }
  if (attempts >= most) return { type: "give up", why: "too often" };
  const at = now + draw * Math.min(pauseMs.longest, pauseMs.first * 2 ** (attempts - 1));
  return at < deadline ? { type: "retry", at } : { type: "give up", why: "no time" };
}
