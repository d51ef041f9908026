/** The end of a run in words: what nodes said last, one line a message. @module */

import type { Labels } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Trace, TraceEvent } from "../model/trace.ts";

/** How many lines of a run are shown. */
const LINES = 12;

/** The last of what was said and suffered, in the words of a protocol; what brings no news is left out. */
export function lastWords<S, M extends Tagged, T extends Tagged, R>(
  trace: Trace,
  labels: Labels<S, M, T, R>,
): string[] {
  const lines: string[] = [];
  for (let i = trace.length - 1; i >= 0 && lines.length < LINES; i--) {
    const event = trace[i]!, words = inWords(event, labels as unknown as Labels);
    if (words !== undefined) lines.unshift(`${event.at.toFixed(1).padStart(9)} ms  ${words}`);
  }
  return lines.length === 0
    ? ["Nothing was said at all."]
    : ["What was said last, without what brings no news:", ...lines];
}

function inWords(event: TraceEvent, labels: Labels): string | undefined {
  switch (event.kind) {
    case "send": {
      if (labels.routine?.(event.body)) return undefined;
      const said = labels.message?.(event.body) ?? (event.body as Tagged).type;
      return `${event.from} → ${event.to}  ${said}${
        event.latencyMs === Infinity ? ", which is lost" : ""
      }`;
    }
    case "crash":
      return `${event.node} crashes`;
    case "start":
      return event.recovered ? `${event.node} restarts` : undefined;
    default:
      return undefined;
  }
}
