import { assertEquals } from "@std/assert";
import { storyOf } from "../../model/story/story.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { momentsOf } from "./moments.ts";
import { whereItGoesWrong } from "./where_wrong.ts";

/** When it goes wrong, by virtual time. */
function wrongAt(trace: Trace): number | undefined {
  const moments = momentsOf(trace), moment = whereItGoesWrong(storyOf(trace), moments);
  return moment === undefined ? undefined : moments[moment]!.at;
}

const invoke = (at: number, operation: number, local: number): TraceEvent => (
  { at, kind: "invoke", process: operation, address: 9 + operation, operation, input: "x", local }
);
const ok = (at: number, operation: number): TraceEvent => (
  { at, kind: "ok", process: operation, operation, output: 1 }
);
const crash = (at: number, node: number): TraceEvent => ({ at, kind: "crash", node });
const restart = (at: number, node: number): TraceEvent => (
  { at, kind: "start", node, recovered: true }
);
const timer = (at: number, node: number): TraceEvent => ({ at, kind: "timer", node, timer: "t" });
const late: TraceEvent = {
  at: 900,
  kind: "violation",
  invariant: "progress",
  words: "",
  nodes: [],
};

Deno.test("a rule that a step breaks goes wrong where that is noticed, though somebody waits", () => {
  const broken = { kind: "violation", invariant: "agreement", words: "" } as const;
  const before = [invoke(1, 0, 1), crash(2, 1), restart(3, 1), timer(8, 0)];
  assertEquals(wrongAt([...before, { at: 8, ...broken, nodes: [] }]), 8);
  assertEquals(wrongAt([...before, { at: 30, ...broken, nodes: [0] }]), 30);
  assertEquals(wrongAt(before), undefined);
});

Deno.test("a call that does not end goes wrong with the last crash of its node", () => {
  const trace = [invoke(1, 0, 1), crash(5, 1), restart(7, 1), crash(8, 2), restart(9, 2), late];
  assertEquals(wrongAt(trace), 5);
  assertEquals(wrongAt([crash(0, 1), restart(1, 1), invoke(2, 0, 1), timer(4, 1), late]), 2);
  // Something may happen at the very end of the wait, too.
  assertEquals(wrongAt([invoke(1, 0, 1), crash(5, 1), restart(7, 1), timer(900, 2), late]), 5);
});

Deno.test("the first call that does not end counts, and not those that were answered", () => {
  const trace = [invoke(1, 0, 1), invoke(2, 1, 2), crash(3, 1), ok(4, 0), crash(5, 2), late];
  assertEquals(wrongAt(trace), 5);
});

Deno.test("where nobody waits, and it does not end, it goes wrong after the last answer", () => {
  const talk = Array.from({ length: 9 }, (_, i) => timer(20 + i, 1));
  assertEquals(wrongAt([invoke(1, 0, 1), ok(4, 0), timer(6, 1), ...talk, late]), 6);
  assertEquals(wrongAt([timer(1, 0), timer(2, 0), late]), 900);
});
