/** What the workloads have in common: fresh values, and a few transactions that abort on purpose. @module */

import { Random } from "../../../sim/random.ts";
import { assertWhole } from "../../asked.ts";
import type { Plan } from "../plan.ts";

/** What every workload takes. */
export interface Wanted {
  /** Draws what the transactions do. */
  readonly seed: number;
  /** How many transactions there are, beside the first and the last. */
  readonly transactions: number;
  /** Out of a hundred, how many hang up instead of waiting for the answer to their commit; none by default. */
  readonly hangUps?: number;
}

/** Out of a hundred, how many abort on purpose, so that it can be seen whether anybody reads from them. */
const aborts = 8;

/** The plans of a workload, `make`'s each with an end of its own; `make` gets the number of the transaction, from 1. */
export function plansOf(
  { seed, transactions, hangUps = 0 }: Wanted,
  make: (random: Random, number: number) => Plan["steps"],
): Plan[] {
  assertWhole("make a workload", { transactions }, 1, 100_000);
  assertWhole("make a workload", { hangUps }, 0, 100);
  const random = new Random(seed, "plans"), ends = new Random(seed, "ends");
  return Array.from({ length: transactions }, (_, i): Plan => {
    const steps = make(random, i + 1), percent = ends.below(100);
    if (percent < aborts) return { steps, ends: "abort" };
    return percent - aborts < hangUps ? { steps, ends: "hang up" } : { steps };
  });
}

/** Names of keys: `x0`, `x1`. */
export function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

/** One of some. */
export function oneOf<T>(random: Random, some: readonly T[]): T {
  return some[random.below(some.length)]!;
}
