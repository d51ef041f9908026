import { assertEquals } from "@std/assert";
import type { Trace } from "../model/trace.ts";
import { withoutRoutine } from "./routine.ts";

const trace: Trace = [
  { at: 0, kind: "send", message: 0, from: 0, to: 1, body: "beat", nth: 1, latencyMs: 5 },
  { at: 1, kind: "send", message: 1, from: 0, to: 1, body: "vote", nth: 2, latencyMs: 5 },
  { at: 2, kind: "timer", node: 1, timer: "tick" },
  { at: 3, kind: "timer", node: 1, timer: "election" },
  { at: 5, kind: "deliver", message: 0, from: 0, to: 1, body: "beat" },
  { at: 6, kind: "deliver", message: 1, from: 0, to: 1, body: "vote" },
  { at: 7, kind: "crash", node: 1 },
];

Deno.test("routine messages go with their arrivals, and routine timers; all else stays in its order", () => {
  const shown = withoutRoutine(trace, { routine: (event) => event === "beat" || event === "tick" });
  assertEquals(shown.map(({ at }) => at), [1, 3, 6, 7]);
});

Deno.test("labels that call nothing routine leave the trace as it is", () => {
  assertEquals(withoutRoutine(trace, {}), trace);
});
