/**
 * What clients mean to do, as plain data: most steps are known in advance; what a transfer or a counter
 * writes depends on what it has read.
 *
 * @module
 */

import type { Key, Model, RegisterStep, Step, Value } from "../../check/isolation/transaction.ts";

/** A step, or a read of a register and a write of a number that is larger by `amount` than what was read. */
export type PlannedStep = Step | Addition;

/** Read, add, write. What is written has a tag, as no value may be written twice: `"90#t3"`. */
export interface Addition {
  /** Tells it from steps. */
  readonly type: "add";
  /** The register. */
  readonly key: Key;
  /** What is added; below zero, it is taken away. */
  readonly amount: number;
  /** Makes what is written a value of its own. */
  readonly tag: string;
}

/** What one transaction is to do, and how its client ends it. */
export interface Plan {
  /** In their order. */
  readonly steps: readonly PlannedStep[];
  /** Committing, unless it says otherwise; `"hang up"` asks to commit and does not wait for the answer. */
  readonly ends?: "commit" | "abort" | "hang up";
}

/** Transactions for a few clients, made from a seed. */
export interface Workload {
  /** What the keys hold. */
  readonly model: Model;
  /** Done before all others, alone; nothing by default. */
  readonly first?: Plan;
  /** What the clients do, each the next plan as soon as it is free. */
  readonly plans: readonly Plan[];
  /** What is read when all is over, in one transaction. */
  readonly keys: readonly Key[];
}

/** A number with a tag that makes it a value of its own. */
export function tagged(amount: number, tag: string): Value {
  return `${amount}#${tag}`;
}

/**
 * The number of a tagged value; 0 of a register that nobody wrote to.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { amountOf, tagged } from "hb/laboratory/transactions/plan.ts";
 *
 * assertEquals(amountOf(tagged(90, "t3")), 90);
 * ```
 */
export function amountOf(value: Value | null): number {
  if (value === null) return 0;
  const parts = typeof value === "string" ? /^(-?\d+)#/.exec(value) : null;
  if (parts !== null) return Number(parts[1]);
  throw new RangeError(
    `Cannot tell an amount because a value must be a number and a tag, such as "90#t3": given ${
      JSON.stringify(value)
    }`,
  );
}

/**
 * The step that comes after those that are done; `undefined` when there is none. An addition is two: a read,
 * and a write of what follows from it.
 */
export function nextStep({ steps }: Plan, done: readonly Step[]): Step | undefined {
  let place = 0;
  for (const planned of steps) {
    if (planned.type !== "add") {
      if (place++ === done.length) return planned;
      continue;
    }
    if (place++ === done.length) return { type: "read", key: planned.key };
    if (place++ === done.length) return sum(planned, done.at(-1) as RegisterStep);
  }
  return undefined;
}

function sum({ key, amount, tag }: Addition, { value = null }: RegisterStep): Step {
  return { type: "write", key, value: tagged(amountOf(value) + amount, tag) };
}
