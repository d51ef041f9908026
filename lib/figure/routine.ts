/** Runs without what brings nothing new. @module */

import type { Labels } from "../model/labels.ts";
import type { Trace } from "../model/trace.ts";

/**
 * The trace without the messages and timers that its labels call routine, such as heartbeats: what is left
 * fits on a page.
 */
export function withoutRoutine(trace: Trace, { routine }: Labels): Trace {
  if (routine === undefined) return trace;
  const messages = new Set(
    trace.flatMap((event) => event.kind === "send" && routine(event.body) ? [event.message] : []),
  );
  return trace.filter((event) =>
    !("message" in event && messages.has(event.message)) &&
    !(event.kind === "timer" && routine(event.timer))
  );
}
