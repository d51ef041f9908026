import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { worlds } from "../../sim/world_arbitrary_test.ts";
import { World } from "../../sim/world.ts";
import type { Trace, TraceEvent } from "../trace.ts";
import { castOf } from "./cast.ts";
import { Story, storyOf } from "./story.ts";

/** What really happens in arbitrary worlds. */
const traces: fc.Arbitrary<Trace> = worlds.map((options) => {
  const world = new World({ ...options, states: true });
  world.run(150);
  return world.trace;
});

/** All events of one kind. */
function all<K extends TraceEvent["kind"]>(trace: Trace, kind: K) {
  return trace.filter((event): event is Extract<TraceEvent, { kind: K }> => event.kind === kind);
}

Deno.test("each send is told exactly once, with exactly one fate: the one that the trace has", () => {
  fc.assert(fc.property(traces, (trace) => {
    const { messages } = storyOf(trace);
    assertEquals(messages.map(({ sent }) => trace[sent.index]), all(trace, "send"));
    for (const { message, fate, sent, ended, body } of messages) {
      const ends = [...all(trace, "deliver"), ...all(trace, "lose")]
        .filter((event) => event.message === message);
      assertEquals(ends.length, ended === undefined ? 0 : 1);
      assertEquals(fate === "under way", ended === undefined);
      const [end] = ends;
      if (end === undefined) continue;
      assertEquals(trace[ended!.index], end);
      assertEquals(fate, end.kind === "deliver" ? "delivered" : end.why);
      assert(sent.index < ended!.index && sent.at <= ended!.at);
      if (end.kind === "deliver") assertEquals(end.body, body);
    }
  }));
});

Deno.test("each operation is told once, with at most one end", () => {
  fc.assert(fc.property(traces, (trace) => {
    const { operations } = storyOf(trace);
    assertEquals(operations.map(({ invoked }) => trace[invoked.index]), all(trace, "invoke"));
    for (const { operation, outcome, ended, output } of operations) {
      const ends = trace.filter((event) =>
        (event.kind === "ok" || event.kind === "fail" || event.kind === "unknown") &&
        event.operation === operation
      );
      assertEquals(ends, ended === undefined ? [] : [trace[ended.index]]);
      assertEquals(outcome, ends[0]?.kind ?? "open");
      if (ends[0]?.kind === "ok") assertEquals(output, ends[0].output);
    }
  }));
});

Deno.test("a node does not run between a crash or pause and what ends it, and runs otherwise", () => {
  fc.assert(fc.property(traces, (trace) => {
    const story = storyOf(trace);
    const standing = new Map<number, string>();
    const states = new Map<number, unknown>();
    trace.forEach((event, index) => {
      if (!("node" in event)) return;
      if (event.kind === "crash") standing.set(event.node, "down");
      if (event.kind === "pause") standing.set(event.node, "paused");
      if (event.kind === "start" || event.kind === "resume") standing.set(event.node, "up");
      if (event.kind === "state") states.set(event.node, event.state);
      const turn = story.life(event.node).findLast((each) => each.index <= index);
      assertEquals(turn?.standing, standing.get(event.node));
      assertEquals(turn?.state, states.get(event.node));
      const within = story.outages.filter(({ node, from, to }) =>
        node === event.node && from.index <= index && (to === undefined || index < to.index)
      );
      assertEquals(within.map(({ kind }) => kind), turn?.standing === "up" ? [] : [turn?.standing]);
    });
  }));
});

Deno.test("a story that grows with its trace tells the same as one that is read at once", () => {
  const cuts = fc.array(fc.nat(200), { maxLength: 5 });
  fc.assert(fc.property(traces, cuts, (trace, cuts) => {
    const story = new Story();
    const growing: TraceEvent[] = [];
    for (const length of [...cuts.sort((a, b) => a - b), trace.length]) {
      growing.push(...trace.slice(growing.length, length));
      story.take(growing);
    }
    const whole = storyOf(trace);
    assertEquals(story.trace, whole.trace);
    assertEquals(story.messages, whole.messages);
    assertEquals(story.operations, whole.operations);
    assertEquals(story.outages, whole.outages);
    assertEquals(castOf(story).lanes, castOf(whole).lanes);
    for (const node of whole.addresses) assertEquals(story.life(node), whole.life(node));
  }));
});

Deno.test("what the trace does not hold the beginning of is left alone", () => {
  const story = storyOf([
    { at: 1, kind: "deliver", message: 4, from: 0, to: 1, body: "late" },
    { at: 2, kind: "ok", process: 0, operation: 7, output: 1 },
    { at: 3, kind: "resume", node: 1 },
  ]);
  assertEquals([story.messages, story.operations, story.outages], [[], [], []]);
  assertEquals([story.message(4), story.operation(7)], [undefined, undefined]);
  assertEquals(story.life(1).map(({ standing }) => standing), ["up"]);
});

Deno.test("the first end of a message and of an operation is the one that counts", () => {
  const { messages, operations } = storyOf([
    { at: 0, kind: "send", message: 0, from: 0, to: 1, body: "x", nth: 1, latencyMs: 2 },
    { at: 0, kind: "invoke", process: 0, address: 9, operation: 0, input: "x" },
    { at: 1, kind: "unknown", process: 0, operation: 0 },
    { at: 2, kind: "deliver", message: 0, from: 0, to: 1, body: "x" },
    { at: 3, kind: "ok", process: 0, operation: 0, output: 1 },
    { at: 4, kind: "lose", message: 0, from: 0, to: 1, why: "down" },
  ]);
  assertEquals(messages.map(({ fate, ended }) => [fate, ended?.index]), [["delivered", 3]]);
  assertEquals(operations.map(({ outcome, ended }) => [outcome, ended?.index]), [["unknown", 2]]);
});

Deno.test("a node that crashes while it is paused is down from then on", () => {
  const { outages } = storyOf([
    { at: 1, kind: "pause", node: 0 },
    { at: 2, kind: "crash", node: 0 },
    { at: 5, kind: "start", node: 0, recovered: true },
  ]);
  assertEquals(outages.map(({ kind, from, to }) => [kind, from.at, to?.at]), [
    ["paused", 1, 2],
    ["down", 2, 5],
  ]);
});
