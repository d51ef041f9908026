/** Part 1: backwards along direct causes, until the other event is met. @module */

import type { Execution } from "../../exercises/02-time/events.ts";

export const before = (execution: Execution, a: number, b: number): boolean => {
  const left = causes(execution, b);
  const seen = new Set(left);
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === a) return true;
    for (const cause of causes(execution, at)) {
      if (seen.has(cause)) continue;
      seen.add(cause);
      left.push(cause);
    }
  }
  return false;
};

/** The last event before it at the same node, and the send of what it delivers. */
function causes(execution: Execution, at: number): number[] {
  const event = execution[at]!;
  const own = execution.findLastIndex(({ node }, i) => i < at && node === event.node);
  const sent = event.kind === "deliver"
    ? execution.findIndex((each) => each.kind === "send" && each.message === event.message)
    : -1;
  return [own, sent].filter((cause) => cause >= 0);
}
