/** What a check of a consistency level says. @module */

import type { Access, MemoryOperation } from "./memory.ts";
import { tell } from "./memory.ts";
import { named, type Relation } from "./relation.ts";

/** Whether a history keeps to a level. */
export type LevelVerdict =
  | { readonly verdict: "ok" }
  | {
    readonly verdict: "violation";
    /** The operations that contradict each other. */
    readonly operations: readonly MemoryOperation[];
    /** Why, one sentence a line. */
    readonly words: readonly string[];
  }
  | {
    readonly verdict: "unknown";
    /** Which budget ended. */
    readonly why: string;
  };

/** Nothing contradicts the level. */
export const ok: LevelVerdict = { verdict: "ok" };

/** A violation by these accesses. */
export function violation(accesses: readonly Access[], words: readonly string[]): LevelVerdict {
  const operations = [...new Set(accesses.map(({ operation }) => operation))]
    .sort((a, b) => a.id - b.id);
  return { verdict: "violation", operations, words };
}

/** A violation: something would have to come before itself. */
export function circular(accesses: readonly Access[], relation: Relation, view = ""): LevelVerdict {
  const steps = relation.shortestCycle;
  const words = steps.map(({ from, to, why }) =>
    `${tell(accesses[from]!)} before ${tell(accesses[to]!)}, ${why}`
  );
  const found = named(steps).map((index) => accesses[index]!);
  return violation(found, [...words, `so ${view}the first would come before itself`]);
}
