/** What befell the nodes and links of a run, and what it was told from outside, a line each. @module */

import type { Trace, TraceEvent } from "../model/trace.ts";

/** The lines, in order: "at 12.5 ms node 1 crashes". */
export function happenedIn(trace: Trace): string[] {
  return trace.flatMap((event) => {
    const words = inWords(event);
    return words === undefined ? [] : [`at ${Number(event.at.toFixed(2))} ms ${words}`];
  });
}

function inWords(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "fault":
      // What ends says when it began, and what begins says it too.
      return event.words.replace(/^(no more: )?at [\d.]+ ms /, "$1");
    case "crash":
      return `node ${event.node} crashes`;
    case "start":
      return event.recovered ? `node ${event.node} is back` : undefined;
    case "pause":
      return `node ${event.node} pauses`;
    case "resume":
      return `node ${event.node} goes on`;
    default:
      return undefined;
  }
}
