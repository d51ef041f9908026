/**
 * What chance did, as a schedule: every loss, duplicate and delay of a recorded run becomes a fault of
 * its own. On a network that does nothing by chance, that schedule gives the same run again; and a
 * schedule can be shrunk, while luck cannot.
 *
 * @module
 */

import type { Trace } from "../model/trace.ts";
import type { Fault, Schedule } from "./fault.ts";

/**
 * The schedule that makes a network on which every message takes `usualMs` behave as the one in
 * `trace` did. `planned` faults are part of it.
 */
export function scheduleOf(trace: Trace, usualMs: number, planned: Schedule = []): Schedule {
  const chance: Fault[] = [];
  const cut = new Set<number>();
  for (const event of trace) {
    if (event.kind === "lose" && event.why === "partitioned") cut.add(event.message);
  }
  for (const event of trace) {
    if (event.kind !== "send") continue;
    const { from, to, nth, latencyMs } = event;
    if (event.copyOf !== undefined) {
      chance.push({ kind: "duplicate", from, to, nth, latencyMs });
    } else if (latencyMs === Infinity) {
      // What a partition took is taken again by the partition.
      if (!cut.has(event.message)) chance.push({ kind: "lose", from, to, nth });
    } else if (latencyMs !== usualMs) {
      chance.push({ kind: "delay", from, to, nth, latencyMs });
    }
  }
  const timed = planned.filter((fault) =>
    !("nth" in fault) && fault.kind !== "slow" && fault.kind !== "late"
  );
  return [...timed, ...chance];
}
