/** What a reader leaves out of a run to see the rest better. @module */

import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Cast } from "../spacetime/cast.ts";
import type { Lane } from "../spacetime/story.ts";
import { typeOf } from "../spacetime/words.ts";
import type { Moment } from "./moments.ts";

/** What is left out; nothing, to begin with. */
export interface Filter {
  /** Lines that are not shown, by their keys. */
  readonly lanes: ReadonlySet<string>;
  /** Types of messages that are not shown. */
  readonly types: ReadonlySet<string>;
}

/** Shows everything. */
export const everything: Filter = { lanes: new Set(), types: new Set() };

/** A text that tells lines apart: no client has the key of a node. */
export function laneKey({ kind, id }: Lane): string {
  return `${kind} ${id}`;
}

/** The types of messages in the order in which they first appear. */
export function typesOf(trace: Trace): string[] {
  const types = new Set<string>();
  for (const event of trace) {
    if (event.kind === "send") types.add(typeOf(event.body));
  }
  return [...types];
}

/**
 * The places of the moments that a filter leaves: those of which it leaves any event. Faults and
 * violations always stay.
 */
export function momentsShown(
  trace: Trace,
  moments: readonly Moment[],
  cast: Cast,
  filter: Filter,
): number[] {
  const all = moments.map((_, i) => i);
  if (filter.lanes.size === 0 && filter.types.size === 0) return all;
  const typeOfMessage = new Map<number, string>();
  for (const event of trace) {
    if (event.kind === "send") {
      typeOfMessage.set(event.message, typeOf(event.body));
    }
  }
  return all.filter((i) => {
    const { first, last } = moments[i]!;
    return trace.slice(first, last + 1).some((event) => stays(event, cast, filter, typeOfMessage));
  });
}

function stays(
  event: TraceEvent,
  cast: Cast,
  { lanes, types }: Filter,
  typeOfMessage: ReadonlyMap<number, string>,
): boolean {
  const seen = (lane: Lane) => !lanes.has(laneKey(lane));
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return !types.has(typeOfMessage.get(event.message) ?? "message") &&
        seen(cast.at(event.from)) && seen(cast.at(event.to));
    case "invoke":
    case "ok":
    case "fail":
    case "unknown":
      return seen(cast.client(event.process));
    case "fault":
    case "violation":
      return true;
    // What a node changes and saves is no reason of its own to stop at the message that made it so.
    case "state":
    case "save":
      return types.size === 0 && seen(cast.at(event.node));
    default:
      return seen(cast.at(event.node));
  }
}
