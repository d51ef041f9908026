/**
 * The moments of a trace: the steps of a reader who goes through it. A handler is atomic, so what it
 * takes, sends, saves and changes is one moment; all that happens apart from it is another.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { lastUpTo } from "../../model/story/last.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { assertList } from "../refuse.ts";

/** One step through a run: what begins it, and what follows from it at once. */
export interface Moment {
  /** When, in ms of virtual time. */
  readonly at: number;
  /** The place of its first event in the trace. */
  readonly first: number;
  /** The place of its last event in the trace. */
  readonly last: number;
  /** What begins it. */
  readonly event: TraceEvent;
}

/** A moment that may still grow. */
interface Open {
  readonly first: number;
  readonly event: TraceEvent;
  readonly actors: Set<NodeId>;
  readonly sent: Set<number>;
}

/**
 * The moments of a trace, in order. Each event belongs to exactly one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { momentsOf } from "hb/figure/explorer/moments.ts";
 *
 * const moments = momentsOf([
 *   { at: 0, kind: "start", node: 0, recovered: false },
 *   { at: 0, kind: "state", node: 0, state: 1 },
 *   { at: 5, kind: "timer", node: 0, timer: { type: "tick" } },
 * ]);
 * assertEquals(moments.map(({ first, last }) => [first, last]), [[0, 1], [2, 2]]);
 * ```
 */
export function momentsOf(trace: Trace): Moment[] {
  assertList("the moments of a run", ["an event", "its trace"], trace, {});
  const moments: Moment[] = [];
  let open: Open | undefined;
  trace.forEach((event, index) => {
    if (open !== undefined && continues(event, open)) {
      if (event.kind === "start") open.actors.add(event.node);
      if (event.kind === "send") open.sent.add(event.message);
    } else {
      if (open !== undefined) moments.push(closed(open, index - 1));
      open = begun(event, index);
    }
  });
  if (open !== undefined) moments.push(closed(open, trace.length - 1));
  return moments;
}

function begun(event: TraceEvent, first: number): Open {
  const sent = new Set(event.kind === "send" ? [event.message] : []);
  return { first, event, actors: new Set(actorOf(event)), sent };
}

function closed({ first, event }: Open, last: number): Moment {
  return { at: event.at, first, last, event };
}

/** Whose step an event begins; nobody's when it happens to a node, not by it. */
function actorOf(event: TraceEvent): NodeId[] {
  switch (event.kind) {
    case "deliver":
      return [event.to];
    case "send":
      return [event.from];
    case "invoke":
      return [event.local ?? event.address];
    case "start":
    case "timer":
    case "save":
    case "state":
      return [event.node];
    default:
      return [];
  }
}

function continues(
  event: TraceEvent,
  { event: head, actors, sent }: Open,
): boolean {
  if (event.at !== head.at || actors.size === 0) return false;
  switch (event.kind) {
    case "send":
      return actors.has(event.from);
    case "save":
    case "state":
      return actors.has(event.node);
    case "lose":
      return sent.has(event.message);
    case "ok":
    case "fail":
      return true;
    case "start":
      // All nodes are born at once, which is nothing to step through.
      return head.kind === "start" && !head.recovered && !event.recovered;
    default:
      return false;
  }
}

/** The place of the moment to which the event at `index` of the trace belongs. */
export function momentOf(moments: readonly Moment[], index: number): number {
  return Math.max(0, lastUpTo(moments, index, ({ first }) => first));
}
