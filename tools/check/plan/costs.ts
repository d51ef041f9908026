/**
 * How long units take on a machine that has nothing else to do, in seconds. The numbers are committed: parts
 * of the work that run on different machines must be cut in the same places, or a unit could be in none.
 *
 * @module
 */

import costs from "./costs.json" with { type: "json" };

/** Costs in seconds, by step and unit. */
export type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The committed costs. */
export const committedCosts: Costs = costs;

/** A unit that was never measured. Test files seldom take long. */
const unknownS = 0.2;

/** Steps of which a unit is much: were it taken for little, it would begin last, and the end wait for it. */
const unknownOf: Readonly<Record<string, number>> = { chapters: 15, exercises: 15 };

/** Cheaper ones are not written down. */
const leastS = 0.3;

/** What a unit costs by the committed numbers, in seconds. */
export function costOf(costs: Costs, step: string, unit: string): number {
  return costs[step]?.[unit] ?? unknownOf[step] ?? unknownS;
}

/** The numbers as they are to be committed, of all that was measured in a run. */
export function writtenCosts(
  measured: readonly { readonly step: string; readonly unit: string; readonly ms: number }[],
): string {
  const table: Record<string, Record<string, number>> = {};
  for (const { step, unit, ms } of measured) {
    const seconds = Math.round(ms / 100) / 10;
    if (seconds >= leastS) (table[step] ??= {})[unit] = seconds;
  }
  for (const [step, units] of Object.entries(table)) {
    table[step] = Object.fromEntries(Object.entries(units).sort(([a], [b]) => a < b ? -1 : 1));
  }
  return JSON.stringify(table, null, 2) + "\n";
}
