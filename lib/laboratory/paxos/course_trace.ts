/** A course of steps as a trace, so that it can be drawn: one step a millisecond. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { encode } from "../../model/encode.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Deciding, Taken } from "./adversary.ts";
import { after, beginning, type Configuration } from "./course.ts";

/**
 * What an observer sees of these steps, from the beginning: what nodes are asked for is on its way from clients, and
 * what has not arrived in the end is on its way still.
 */
export function courseTrace<S, M extends Tagged, T extends Tagged, R>(
  { protocol, nodes, asked }: Deciding<S, M, T, R>,
  steps: readonly Pick<Taken<M, T>, "number">[],
): Trace {
  let now = beginning(protocol, nodes, asked);
  const trace: TraceEvent[] = [];
  const links = new Map<string, number>();
  for (let node = 0; node < nodes; node++) {
    trace.push({ at: 0, kind: "start", node, recovered: false });
  }
  trace.push(...sent(now, new Map(), 0, nodes, links));
  for (const [i, { number }] of steps.entries()) {
    const at = i + 1, event = now.pending.get(number)!;
    const next = after(protocol, now, number);
    if (event.kind === "message") {
      const { from, to, message: body } = event;
      // A client's wish does not travel: it is there, and is taken up now.
      if (from < nodes) trace.push({ at, kind: "deliver", message: number, from, to, body });
    } else trace.push({ at, kind: "timer", node: event.to, timer: event.timer });
    if (encode(now.states[event.to]) !== encode(next.states[event.to])) {
      trace.push({ at, kind: "state", node: event.to, state: next.states[event.to] });
    }
    trace.push(...sent(next, now.pending, at, nodes, links));
    now = next;
  }
  return trace;
}

/** The messages that are on their way and were not before. */
function sent<S, M extends Tagged, T extends Tagged>(
  { pending }: Configuration<S, M, T>,
  before: Configuration<S, M, T>["pending"],
  at: number,
  nodes: number,
  links: Map<string, number>,
): TraceEvent[] {
  const events: TraceEvent[] = [];
  for (const [message, event] of pending) {
    if (before.has(message) || event.kind !== "message" || event.from >= nodes) continue;
    const { from, to, message: body } = event;
    const nth = nthOn(links, from, to);
    events.push({ at, kind: "send", message, from, to, body, nth, latencyMs: Infinity });
  }
  return events;
}

function nthOn(links: Map<string, number>, from: NodeId, to: NodeId): number {
  const link = `${from} ${to}`, nth = (links.get(link) ?? 0) + 1;
  links.set(link, nth);
  return nth;
}
