/** Runs without what brings nothing new. @module */

import type { Labels } from "../model/labels.ts";
import { storyOf } from "../model/story/story.ts";
import type { Trace } from "../model/trace.ts";
import { assertTrace } from "./assert_trace.ts";
import { assertFields, record } from "./refuse.ts";

/**
 * The trace without the messages and timers that its labels call routine, such as heartbeats: what is left
 * fits on a page.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withoutRoutine } from "hb/figure/routine.ts";
 *
 * const trace = withoutRoutine([
 *   { at: 0, kind: "timer", node: 0, timer: "tick" },
 *   { at: 1, kind: "send", message: 0, from: 0, to: 1, body: "beat", nth: 1, latencyMs: 5 },
 *   { at: 1, kind: "crash", node: 0 },
 *   { at: 6, kind: "deliver", message: 0, from: 0, to: 1, body: "beat" },
 * ], { routine: (event) => event === "beat" });
 * assertEquals(trace.map(({ kind }) => kind), ["timer", "crash"]);
 * ```
 */
export function withoutRoutine(trace: Trace, labels: Labels): Trace {
  const what = "a run without its routine";
  assertFields(what, "its", { labels }, { labels: record });
  assertTrace(what, trace);
  const story = storyOf(trace);
  const isRoutine = (event: unknown) => labels.routine?.(event) === true;
  return trace.filter((event) => {
    if (event.kind === "timer") return !isRoutine(event.timer);
    if (!("message" in event)) return true;
    const sent = story.message(event.message);
    return sent === undefined || !isRoutine(sent.body);
  });
}
