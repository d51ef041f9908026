/**
 * The levels of consistency of a memory, strongest first, each with its checker. "Implies" is meant for
 * histories: what keeps to one level keeps to those that it implies, and to all that these imply.
 *
 * @module
 */

import { linearizable } from "./linearizable/check.ts";
import { explain } from "./linearizable/explain.ts";
import { causalMemory, causalPlus } from "./memory/causal.ts";
import { converged } from "./memory/converge.ts";
import { groundless } from "./memory/causality.ts";
import { type MemoryHistory, memoryOf } from "./memory/memory.ts";
import { pram } from "./memory/pram.ts";
import { type SearchBudget, sequential } from "./memory/sequential.ts";
import { type Guarantees, sessionGuarantees } from "./memory/session.ts";
import { type LevelVerdict, ok } from "./memory/verdict.ts";
import { register } from "./spec/register.ts";

export type { MemoryHistory, MemoryOperation } from "./memory/memory.ts";
export type { LevelVerdict } from "./memory/verdict.ts";
export type { SearchBudget } from "./memory/sequential.ts";

/** The names of the levels. */
export type LevelName =
  | "linearizable"
  | "sequential"
  | "causal+"
  | "causal memory"
  | "PRAM"
  | "writes follow reads"
  | "monotonic writes"
  | "monotonic reads"
  | "read your writes"
  | "eventual";

/** One level of consistency. */
export interface Level {
  /** Its name in the literature. */
  readonly name: LevelName;
  /** What it promises, in one sentence. */
  readonly words: string;
  /** The levels directly below it. */
  readonly implies: readonly LevelName[];
  /** Whether a history of reads and writes, each value written once, keeps to it. */
  check(history: MemoryHistory, budget?: SearchBudget): LevelVerdict;
}

const session = (guarantees: Guarantees) => (history: MemoryHistory): LevelVerdict =>
  sessionGuarantees(memoryOf(history), guarantees);

/** All levels, a level always before those that it implies. */
export const levels: readonly Level[] = [
  {
    name: "linearizable",
    words: "every operation takes effect at one moment between its call and its end",
    implies: ["sequential", "eventual"],
    check: checkLinearizable,
  },
  {
    name: "sequential",
    words: "one order of all operations, in which each process keeps its own",
    implies: ["causal+", "causal memory"],
    check: (history, budget) => sequential(memoryOf(history), budget),
  },
  {
    name: "causal+",
    words: "everyone sees causes before effects, and settles concurrent writes alike",
    implies: ["writes follow reads", "monotonic writes", "read your writes"],
    check: (history) => causalPlus(memoryOf(history)),
  },
  {
    name: "causal memory",
    words: "everyone sees all writes with causes before effects, in orders that may differ",
    implies: ["PRAM"],
    check: (history) => causalMemory(memoryOf(history)),
  },
  {
    name: "PRAM",
    words: "everyone sees the writes of each process in the order in which it wrote them",
    implies: [],
    check: (history) => pram(memoryOf(history)),
  },
  {
    name: "writes follow reads",
    words: "who sees a write sees what its writer had read",
    implies: ["monotonic reads"],
    check: session({ monotonicReads: true, writesFollowReads: true }),
  },
  {
    name: "monotonic writes",
    words: "who sees a write sees what its writer had written before",
    implies: ["monotonic reads"],
    check: session({ monotonicReads: true, monotonicWrites: true }),
  },
  {
    name: "monotonic reads",
    words: "who has seen a write goes on seeing it",
    implies: [],
    check: session({ monotonicReads: true }),
  },
  {
    name: "read your writes",
    words: "who has written sees what they wrote",
    implies: [],
    check: session({ readYourWrites: true }),
  },
  {
    name: "eventual",
    words: "when nobody writes any more, everyone reads the same in the end",
    implies: [],
    check: converged,
  },
];

/** The level of this name. */
export function level(name: LevelName): Level {
  const found = levels.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `Cannot use a level of consistency because it must be one of ` +
      `${levels.map((each) => each.name).join(", ")}: given "${name}"`,
  );
}

/** Every level that a level implies, itself not included. */
export function impliedBy(name: LevelName): readonly LevelName[] {
  const direct = level(name).implies;
  const all = new Set([...direct, ...direct.flatMap((each) => impliedBy(each))]);
  return levels.map((each) => each.name).filter((each) => all.has(each));
}

/** The levels that a history keeps to, without those that follow from another of them. */
export function strongest(history: MemoryHistory, budget?: SearchBudget): readonly LevelName[] {
  const held = levels.filter((each) => each.check(history, budget).verdict === "ok");
  const implied = new Set(held.flatMap(({ name }) => impliedBy(name)));
  return held.map(({ name }) => name).filter((name) => !implied.has(name));
}

function checkLinearizable(history: MemoryHistory, budget: SearchBudget = {}): LevelVerdict {
  const wrong = groundless(memoryOf(history));
  if (wrong !== undefined) return wrong;
  const spec = register();
  const found = linearizable(history, spec, budget);
  if (found.verdict === "ok") return ok;
  if (found.verdict === "unknown") {
    return { verdict: "unknown", why: `no order within ${budget.steps} steps` };
  }
  const { core, words } = explain(found.violation, spec);
  return { verdict: "violation", operations: core, words };
}
