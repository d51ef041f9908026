/** How the nodes stand at each moment of a run. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Moment } from "./moments.ts";

/** Whether a node runs. */
export type Standing = "not started" | "up" | "paused" | "down";

/** A node at one moment. */
export interface NodeState {
  /** Its number. */
  readonly node: NodeId;
  /** Whether it runs. */
  readonly standing: Standing;
  /** Its state, or the last one that it had; undefined while none is known. */
  readonly state: unknown;
}

/** What became of a node at a moment. */
interface Turn extends NodeState {
  readonly moment: number;
}

/** The node at each moment: a function that is asked for a node and a moment. */
export type StatesAt = (node: NodeId, moment: number) => NodeState;

/** Reads a trace once, so that any moment can then be asked for at little cost. */
export function statesOf(trace: Trace, moments: readonly Moment[]): StatesAt {
  const turns = new Map<NodeId, Turn[]>();
  moments.forEach(({ first, last }, moment) => {
    for (const event of trace.slice(first, last + 1)) {
      take(event, moment, turns);
    }
  });
  return (node, moment) => {
    const all = turns.get(node) ?? [];
    return all[lastUpTo(all, moment)] ??
      { node, standing: "not started", state: undefined };
  };
}

function take(
  event: TraceEvent,
  moment: number,
  turns: Map<NodeId, Turn[]>,
): void {
  if (!("node" in event)) return;
  const { node } = event;
  const all = turns.get(node) ?? [];
  const last = all.at(-1) ??
    { node, standing: "not started" as const, state: undefined };
  const next = turned(event, last);
  if (next === undefined) return;
  if (all.at(-1)?.moment === moment) all.pop();
  all.push({ ...next, node, moment });
  turns.set(node, all);
}

/** A node that starts again with the very state that it had tells no new one. */
function turned(
  event: TraceEvent,
  { standing, state }: NodeState,
): Omit<NodeState, "node"> | undefined {
  switch (event.kind) {
    case "state":
      return {
        standing: standing === "not started" ? "up" : standing,
        state: event.state,
      };
    case "start":
    case "resume":
      return { standing: "up", state };
    case "crash":
      return { standing: "down", state };
    case "pause":
      return { standing: "paused", state };
    default:
      return undefined;
  }
}

function lastUpTo(turns: readonly Turn[], moment: number): number {
  let [low, high] = [-1, turns.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((turns[middle]?.moment ?? 0) <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}
