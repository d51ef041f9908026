/** The end of a long run, as a trace that can be drawn. @module */

import type { Labels } from "../model/labels.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";

/** How many messages that bring news are drawn at most. */
const MESSAGES = 40;

/**
 * The last part of a run: so much that a few messages with news are in it. It begins with the nodes that are up by
 * then, each in the state that it has; what was sent before is left out, and so is its arrival.
 */
export function lastPart(trace: Trace, words: Labels, messages: number = MESSAGES): Trace {
  let from = trace.length;
  for (let left = messages; from > 0; from--) {
    const event = trace[from - 1]!;
    if (event.kind !== "send" || isRoutine(words, event.body)) continue;
    if (--left < 0) break;
  }
  if (from === 0) return trace;
  const at = trace[from]?.at ?? trace.at(-1)!.at, sent = new Set<number>();
  const rest = trace.slice(from).filter((event) => {
    if (event.kind === "send") sent.add(event.message);
    return (event.kind !== "deliver" && event.kind !== "lose") || sent.has(event.message);
  });
  return [...standing(trace.slice(0, from), at), ...rest];
}

/** Whether it brings nothing new; nobody knows of what the labels do not know. */
function isRoutine({ routine }: Labels, body: unknown): boolean {
  try {
    return routine?.(body) === true;
  } catch {
    return false;
  }
}

/** How things stand at a moment: who is up, in what state, and which faults are not over. */
function standing(before: Trace, at: number): TraceEvent[] {
  const up = new Set<number>(), states = new Map<number, TraceEvent>();
  const faults: TraceEvent[] = [];
  for (const event of before) {
    if (event.kind === "start") up.add(event.node);
    if (event.kind === "crash") up.delete(event.node);
    if (event.kind === "state") states.set(event.node, { ...event, at });
    if (event.kind === "fault" && (event.until ?? 0) > at) faults.push({ ...event, at });
  }
  const starts = [...up].sort((a, b) => a - b)
    .map((node): TraceEvent => ({ at, kind: "start", node, recovered: false }));
  const known = [...up].flatMap((node) => states.get(node) ?? []);
  return [...starts, ...known, ...faults];
}
