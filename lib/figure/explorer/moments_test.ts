import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { storyOf } from "../../model/story/story.ts";
import type { Trace } from "../../model/trace.ts";
import { momentOf, momentsOf } from "./moments.ts";
import { sampleTrace } from "./sample_test.ts";
import { statesOf } from "./states.ts";

Deno.test("what a handler takes, sends, saves and changes is one moment", () => {
  const moments = momentsOf(sampleTrace);
  assertEquals(
    moments.map(({ event, first, last }) => [event.kind, last - first + 1]),
    [
      ["start", 4],
      ["invoke", 3],
      ["deliver", 3],
      ["fault", 1],
      ["deliver", 2],
      ["crash", 1],
      ["lose", 1],
      ["start", 1],
      ["timer", 1],
      ["violation", 1],
    ],
  );
});

Deno.test("each event belongs to exactly one moment, whatever the trace", () => {
  const event = fc.constantFrom(...sampleTrace);
  fc.assert(fc.property(fc.array(event), (trace: Trace) => {
    const moments = momentsOf(trace);
    let next = 0;
    moments.forEach(({ first, last }, i) => {
      assertEquals(first, next);
      for (let index = first; index <= last; index++) assertEquals(momentOf(moments, index), i);
      next = last + 1;
    });
    assertEquals(next, trace.length);
  }));
  assertEquals(momentOf([], 3), 0);
});

Deno.test("what waits for the disk leaves in a moment of its own", () => {
  const send = { kind: "send", from: 0, to: 1, body: { type: "a" }, nth: 1, latencyMs: 1 } as const;
  const moments = momentsOf([
    { at: 1, kind: "timer", node: 0, timer: { type: "tick" } },
    { at: 1, kind: "save", node: 0, record: 1 },
    { at: 4, ...send, message: 0 },
    { at: 4, ...send, message: 1 },
    { at: 4, kind: "lose", from: 0, to: 1, message: 1, why: "lost" },
    { at: 4, kind: "timer", node: 1, timer: { type: "tick" } },
  ]);
  assertEquals(moments.map(({ first, last }) => [first, last]), [[0, 1], [2, 4], [5, 5]]);
});

Deno.test("a node has its last state until the next, and keeps it in view while it is down", () => {
  const moments = momentsOf(sampleTrace);
  const at = statesOf(storyOf(sampleTrace), moments);
  const of = (node: number, moment: number) => {
    const { standing, state } = at(node, moment);
    return [standing, state];
  };
  assertEquals(of(1, 0), ["up", { log: [] }]);
  assertEquals(of(1, 1), ["up", { log: [] }]);
  assertEquals(of(1, 2), ["up", { log: ["x"] }]);
  assertEquals(of(1, 5), ["down", { log: ["x"] }]);
  assertEquals(of(1, 7), ["up", { log: ["x"] }]);
  assertEquals(of(7, 7), ["not started", undefined]);
});

Deno.test("a frozen node is told from one that is down", () => {
  const trace: Trace = [
    { at: 0, kind: "start", node: 0, recovered: false },
    { at: 1, kind: "pause", node: 0 },
    { at: 2, kind: "resume", node: 0 },
  ];
  const at = statesOf(storyOf(trace), momentsOf(trace));
  assertEquals([0, 1, 2].map((moment) => at(0, moment).standing), ["up", "paused", "up"]);
});
