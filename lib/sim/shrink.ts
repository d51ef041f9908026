/** Shrinks a failing run: fewer operations, fewer faults, rounder numbers. @module */

import type { Ask } from "./clients.ts";
import type { Fault, Schedule } from "./fault.ts";
import { minimise } from "./minimise.ts";

/** The two lists that a run can be shrunk by. */
export interface Shrinkable {
  /** What goes wrong. */
  readonly schedule: Schedule;
  /** What the clients ask. */
  readonly workload: readonly (readonly Ask[])[];
}

/** Whether a run with this schedule and this workload still fails in the same way. */
export type Breaks = (schedule: Schedule, workload: Shrinkable["workload"]) => boolean;

/**
 * A run from which no operation and no fault can be left out, and whose numbers are whole where they
 * can be. If the full run does not fail any more without chance, or `maxRuns` runs are used up, it is
 * left as far as it has come.
 */
export function shrink(
  full: Shrinkable,
  breaks: Breaks,
  maxRuns: number,
): Shrinkable & { readonly runs: number } {
  let runs = 0;
  const tried: Breaks = (schedule, workload) => runs++ < maxRuns && breaks(schedule, workload);
  let { schedule, workload } = full;
  if (!tried(schedule, workload)) return { schedule, workload, runs };
  for (let size = Infinity; size !== sizeOf(schedule, workload);) {
    size = sizeOf(schedule, workload);
    workload = fewerAsks(schedule, workload, tried);
    schedule = minimise(schedule, (part) => tried(part, workload));
  }
  schedule = roundFaults(schedule, (simpler) => tried(simpler, workload));
  return { schedule, workload, runs: Math.min(runs, maxRuns) };
}

function sizeOf(schedule: Schedule, workload: Shrinkable["workload"]): number {
  return schedule.length + workload.flat().length;
}

/** Leaves out operations; clients keep their numbers, as faults name them by their addresses. */
function fewerAsks(
  schedule: Schedule,
  workload: Shrinkable["workload"],
  breaks: Breaks,
): Shrinkable["workload"] {
  const asks = workload.flatMap((list, client) => list.map((ask) => ({ client, ask })));
  const build = (part: typeof asks) =>
    workload.map((_, client) => part.flatMap((item) => item.client === client ? [item.ask] : []));
  return build([...minimise(asks, (part) => breaks(schedule, build([...part])))]);
}

/** Tries each fault with rounder numbers, one at a time. */
function roundFaults(schedule: Schedule, breaks: (schedule: Schedule) => boolean): Schedule {
  let best = schedule;
  schedule.forEach((_, index) => {
    for (const simpler of simplerFaults(best[index]!)) {
      const candidate = best.map((fault, i) => i === index ? simpler : fault);
      if (breaks(candidate)) {
        best = candidate;
        break;
      }
    }
  });
  return best;
}

/** The same fault with numbers rounded to tens, then to ones. */
function simplerFaults(fault: Fault): Fault[] {
  return [10, 1].map((grid) => {
    const entries = Object.entries(fault).map(([key, value]) =>
      (key === "at" || key.endsWith("Ms")) && typeof value === "number"
        ? [key, Math.round(value / grid) * grid]
        : [key, value]
    );
    return Object.fromEntries(entries) as Fault;
  });
}
