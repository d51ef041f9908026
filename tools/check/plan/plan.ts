/** Which units of which steps are to run. @module */

import type { Step, Unit } from "../step.ts";
import { costOf, type Costs } from "./costs.ts";
import { partition } from "./shard.ts";

/** What was asked for. */
export interface Wanted {
  /** Only what could have changed since it passed. */
  readonly changed: boolean;
  /** One part of several, counted from 1. */
  readonly shard?: { readonly part: number; readonly of: number };
  /** Only these steps; none named means all. */
  readonly only: readonly string[];
}

/** What is to be done of a step. */
export interface Planned {
  readonly step: Step;
  /** The units to run. */
  readonly units: readonly Unit[];
  /** How many are unchanged since they passed, with so many checks. */
  readonly unchanged: number;
  readonly unchangedChecks: number;
  /** How many are in other parts. */
  readonly elsewhere: number;
}

/** How many checks of a unit passed under the digest that it has now; none when it must run. */
export type LastPass = (step: Step, unit: Unit) => Promise<number | undefined>;

/** A step, and all of its units. */
export interface StepUnits {
  readonly step: Step;
  readonly units: readonly Unit[];
}

/** Plans the work of some steps. */
export async function plan(
  all: readonly StepUnits[],
  wanted: Wanted,
  costs: Costs,
  lastPass: LastPass,
): Promise<Planned[]> {
  const chosen = wanted.shard && chosenBy(all, wanted.shard, costs);
  return await Promise.all(all.map(async ({ step, units }): Promise<Planned> => {
    const mine = chosen ? units.filter((unit) => chosen.has(unit)) : units;
    const passes = await Promise.all(
      mine.map((unit) => wanted.changed ? lastPass(step, unit) : undefined),
    );
    const passed = passes.filter((checks) => checks !== undefined);
    return {
      step,
      units: mine.filter((_, i) => passes[i] === undefined),
      unchanged: passed.length,
      unchangedChecks: passed.reduce((sum, checks) => sum + checks, 0),
      elsewhere: units.length - mine.length,
    };
  }));
}

function chosenBy(
  all: readonly StepUnits[],
  { part, of }: { readonly part: number; readonly of: number },
  costs: Costs,
): Set<Unit> {
  const items = all.flatMap(({ step, units }) => units.map((unit) => ({ step, unit })));
  const parts = partition(
    items,
    of,
    ({ step, unit }) => costOf(costs, step.name, unit.name),
    ({ step, unit }) => `${step.name} ${unit.name}`,
  );
  return new Set(parts[part - 1]!.map(({ unit }) => unit));
}
