/**
 * Livelock: all are busy, and nothing comes of it. If the whole system is in the same state again and
 * again while an operation is open, and no operation ends in between, it is most likely going round in
 * a circle. That is evidence and no proof, as messages and timers may differ from one round to the next;
 * the explorer's `leadsTo` proves it, on small instances.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";

/** A state of the whole system that came back. */
export interface Recurrence {
  /** When it was entered, in ms, since something last came about. */
  readonly at: readonly number[];
  /** What each node showed then, by its number; `undefined` for those that were down. */
  readonly views: readonly unknown[];
  /** This, in words; they say that it is evidence. */
  readonly words: string;
}

/** What to look at. */
export interface RecurrenceOptions {
  /** What matters of a node's state, as plain data; what only grows must be left out. Default: all. */
  readonly view?: (state: unknown, node: NodeId) => unknown;
  /** Whether an event is progress; default: an operation ends in `ok` or `fail`. */
  readonly isProgress?: (event: TraceEvent) => boolean;
  /** How often a state must have come about; default 5. */
  readonly times?: number;
}

/**
 * The first state that comes about `times` times while an operation is open and nothing comes of it. It is
 * evidence of a livelock, and no proof: what is on its way, and what timers wait for, may differ each time,
 * and the next round may be the last. Nor does its absence show that there is none.
 * The trace must have states: `states: true` in the options of the world.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { recurrence } from "hb/check/oracles/recurrence.ts";
 * import type { Trace } from "hb/model/trace.ts";
 *
 * const trace: Trace = [
 *   { kind: "invoke", at: 0, process: 0, address: 1, operation: 0, input: "lock" },
 *   ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => ({ kind: "state", at, node: 0, state: at % 2 }) as const),
 * ];
 * assertEquals(recurrence(trace)?.at, [1, 3, 5, 7, 9]);
 * ```
 */
export function recurrence(
  trace: Trace,
  { view = (state) => state, isProgress = endsWell, times = 5 }: RecurrenceOptions = {},
): Recurrence | undefined {
  const views: unknown[] = [], open = new Set<number>();
  const visits = new Map<string, number[]>();
  let last = "";
  for (const event of trace) {
    if (event.kind === "invoke") open.add(event.operation);
    if (event.kind === "ok" || event.kind === "fail" || event.kind === "unknown") {
      open.delete(event.operation);
    }
    if (isProgress(event) || open.size === 0) visits.clear();
    if (event.kind === "crash") views[event.node] = undefined;
    else if (event.kind === "state") views[event.node] = view(event.state, event.node);
    else continue;
    if (open.size === 0) continue;
    const state = encode(views);
    // What an event leaves as it is has not been entered again.
    if (state === last) continue;
    last = state;
    const at = visits.get(state) ?? [];
    visits.set(state, at);
    if (at.push(event.at) >= times) return { at, views: [...views], words: words(at) };
  }
}

function endsWell({ kind }: TraceEvent): boolean {
  return kind === "ok" || kind === "fail";
}

function words(at: readonly number[]): string {
  return `the nodes are in the same states at ${at.map((ms) => `${ms} ms`).join(", ")}, ` +
    "an operation is open, and none has ended in between: " +
    "evidence of a livelock, and no proof of one";
}
