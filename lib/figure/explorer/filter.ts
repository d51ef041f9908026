/** What a reader leaves out of a run to see the rest better. @module */

import type { Cast, Lane } from "../../model/story/cast.ts";
import type { Story } from "../../model/story/story.ts";
import type { TraceEvent } from "../../model/trace.ts";
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
export function typesOf({ messages }: Story): string[] {
  return [...new Set(messages.map(({ body }) => typeOf(body)))];
}

/**
 * The places of the moments that a filter leaves: those of which it leaves any event. Faults and
 * violations always stay.
 */
export function momentsShown(
  story: Story,
  moments: readonly Moment[],
  cast: Cast,
  filter: Filter,
): number[] {
  const all = moments.map((_, i) => i);
  if (filter.lanes.size === 0 && filter.types.size === 0) return all;
  return all.filter((i) => {
    const { first, last } = moments[i]!;
    return story.trace.slice(first, last + 1).some((event) => stays(event, story, cast, filter));
  });
}

function stays(
  event: TraceEvent,
  story: Story,
  cast: Cast,
  { lanes, types }: Filter,
): boolean {
  const seen = (lane: Lane) => !lanes.has(laneKey(lane));
  switch (event.kind) {
    case "send":
    case "deliver":
    case "lose":
      return !types.has(typeOf(story.message(event.message)?.body)) &&
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
