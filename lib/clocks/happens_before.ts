/**
 * Happens-before as an observer outside the system sees it (Lamport 1978): computed from a trace, and
 * not from any clock, so that clocks can be judged by it. It says where news can have come by messages. Where
 * times are bounded, a node can know of other events, too, as silence informs (Ben-Zvi and Moses 2014).
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";

/** Something that happened at a node: the index in the trace of a send, a delivery, a timer, a start. */
export interface NodeEvent {
  /** Where it stands in the trace. */
  readonly index: number;
  /** Where it happened. */
  readonly node: NodeId;
}

/** The order of the events of one trace. */
export interface HappensBefore {
  /** The events at nodes, in the order of the trace. */
  readonly events: readonly NodeEvent[];
  /** Whether the event at trace index `a` happened before the one at `b`. */
  before(a: number, b: number): boolean;
}

/**
 * The least relation that contains the order of each node's own events and leads from each send to its
 * delivery, and that is transitive. Takes time and space in the square of the number of events: for
 * judging clocks on runs of thousands of events.
 */
export function happensBefore(trace: Trace): HappensBefore {
  const events: NodeEvent[] = [];
  const past = new Map<number, Set<number>>();
  const last = new Map<NodeId, number>();
  const sends = new Map<number, number>();
  trace.forEach((event, index) => {
    const node = placeOf(event);
    if (node === undefined) return;
    const causes = [last.get(node)];
    if (event.kind === "deliver") causes.push(sends.get(event.message));
    if (event.kind === "send") sends.set(event.message, index);
    const before = new Set<number>();
    for (const cause of causes) {
      if (cause === undefined) continue;
      before.add(cause);
      for (const earlier of past.get(cause)!) before.add(earlier);
    }
    past.set(index, before);
    last.set(node, index);
    events.push({ index, node });
  });
  return { events, before: (a, b) => past.get(b)?.has(a) ?? false };
}

/** The node at which an event happens; nothing for what happens to the network or to clients. */
function placeOf(event: Trace[number]): NodeId | undefined {
  switch (event.kind) {
    case "send":
      return event.from;
    case "deliver":
      return event.to;
    case "start":
    case "timer":
    case "save":
    case "crash":
      return event.node;
  }
}
