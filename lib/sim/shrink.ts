/** Shrinks a failing run: fewer operations, fewer faults, rounder numbers. @module */

import type { Ask } from "../model/clients.ts";
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
 * can be. If the full run does not fail any more without chance, or `maxRuns` runs are used up, the
 * shrinking stops there.
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
    schedule = simplify(schedule, earlier, (simpler) => tried(simpler, workload));
    schedule = shift(schedule, (shifted) => tried(shifted, workload));
  }
  const rounded = simplify(schedule, rounder, (simpler) => tried(simpler, workload));
  // A delay that was rounded up may do alone what it took two for.
  const maySpare = rounded.length > 1 && rounded.some((fault, i) => fault !== schedule[i]);
  schedule = maySpare ? minimise(rounded, (part) => tried(part, workload)) : rounded;
  return { schedule, workload, runs: Math.min(runs, maxRuns) };
}

/** What shrinking makes smaller: faults, operations, and how late the messages are that faults name. */
function sizeOf(schedule: Schedule, workload: Shrinkable["workload"]): number {
  const numbers = schedule.map((fault) => "nth" in fault ? fault.nth : 1);
  return numbers.reduce((sum, nth) => sum + nth, workload.flat().length);
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

/** Puts simpler faults in the place of faults, one at a time, while the run still breaks. */
function simplify(
  schedule: Schedule,
  simpler: (fault: Fault) => Fault[],
  breaks: (schedule: Schedule) => boolean,
): Schedule {
  let best = schedule;
  schedule.forEach((_, index) => {
    for (const candidate of simpler(best[index]!)) {
      const changed = best.map((fault, i) => i === index ? candidate : fault);
      if (!breaks(changed)) continue;
      best = changed;
      break;
    }
  });
  return best;
}

/** The same fault on each earlier message of the link: with it, operations before may be left out. */
function earlier(fault: Fault): Fault[] {
  if (!("nth" in fault)) return [];
  return Array.from({ length: Math.min(fault.nth - 1, 20) }, (_, i) => ({ ...fault, nth: i + 1 }));
}

/** Moves faults to earlier messages together, as those of one call only make sense together. */
function shift(schedule: Schedule, breaks: (schedule: Schedule) => boolean): Schedule {
  const shifted = shifts(schedule).find(breaks);
  return shifted === undefined ? schedule : shift(shifted, breaks);
}

/** All message faults some messages earlier; or one left out, and those behind it one earlier. */
function shifts(schedule: Schedule): Schedule[] {
  const deepest = Math.max(0, ...schedule.map((fault) => "nth" in fault ? fault.nth : 0));
  const together = Array.from(
    { length: Math.min(20, Math.max(0, deepest - 1)) },
    (_, i) =>
      schedule.map((fault) =>
        "nth" in fault ? { ...fault, nth: Math.max(1, fault.nth - deepest + 1 + i) } : fault
      ),
  );
  const closed = schedule.flatMap((gone, index) =>
    !("nth" in gone) ? [] : [
      schedule.filter((_, i) => i !== index).map((fault) =>
        "nth" in fault && fault.from === gone.from && fault.to === gone.to && fault.nth > gone.nth
          ? { ...fault, nth: fault.nth - 1 }
          : fault
      ),
    ]
  );
  return [...together, ...closed];
}

/**
 * The same fault with numbers rounded to tens, then to ones; a duration never becomes 0, and an outage is not
 * lengthened to ten from less than five.
 */
function rounder(fault: Fault): Fault[] {
  return [10, 1].map((grid) => {
    const entries = Object.entries(fault).map(([key, value]) => {
      if (typeof value !== "number") return [key, value];
      if (key === "at") return [key, Math.round(value / grid) * grid];
      if (!key.endsWith("Ms")) return [key, value];
      const size = Math.abs(value), isOutage = key === "downMs" || key === "forMs";
      const step = isOutage && size < grid / 2 ? 1 : grid;
      return [key, Math.sign(value) * Math.max(step, Math.round(size / step) * step)];
    });
    return Object.fromEntries(entries) as Fault;
  });
}
