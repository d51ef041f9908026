/** Ranges in the playground: what a reader does to them, sees at the nodes, and is told. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Tagged } from "../../model/protocol.ts";
import { storyOf } from "../../model/story/story.ts";
import { kits } from "../kits.ts";
import { decodeSession, encodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { Reporter } from "./news.ts";
import { Playground } from "./playground.ts";
import { newSession } from "./session.ts";

const multiraft = await playgroundKit("multiraft");

Deno.test("multiraft is played with all of its kit, and with what its storms ask in the end", () => {
  const { name, invariants, bugs } = multiraft.kit, kit = kits.get(name)!;
  assertEquals(
    invariants.map((each) => each.name),
    [...kit.invariants.map((each) => each.name), "linearizability"],
  );
  assertEquals(bugs, kit.bugs);
});

/** What is done to ranges in turn: from when on, in ms, at which node, and with which words. */
type Step = readonly [at: number, node: number, request: string, key: string, value?: string];

/** Four nodes that have asked so, at the end of it. */
function ranges(steps: readonly Step[], untilMs: number): Playground {
  const acts = steps.map(([at, node, request, key, other]) => {
    const words = Object.fromEntries(
      multiraft.requests[request]!.fields.map((field, i) => [field, [key, other ?? ""][i]!]),
    );
    return { at, act: { kind: "ask", node, request, words } as const };
  });
  const playground = new Playground({ ...newSession(multiraft, 7), acts }, multiraft);
  playground.advance(untilMs);
  assertEquals(playground.violation, undefined);
  return playground;
}

/** The ranges of a node, as they are shown. */
function rangesAt(playground: Playground, node: number): string[] {
  const state = playground.states[node]!, { last, cell } = multiraft.cells!;
  return Array.from({ length: last(state) }, (_, i) => cell(state, i + 1)!)
    .map(({ head, text }) => `${head} ${text}`);
}

/** What stands beside a node, or what it is, and what stands in it. */
function lookOf(playground: Playground, node: number): string {
  const { name, caption, badge } = multiraft.look(playground.states[node]!, node);
  return `${caption || name}, ${badge}`;
}

/** What is told of ranges, but for their leaders. */
function toldOf(playground: Playground): string[] {
  const reporter = new Reporter(multiraft);
  reporter.take(storyOf(playground.trace));
  return reporter.news.map(({ words }) => words).filter((words) => !/ leads? /.test(words));
}

Deno.test("a range is split by an order, and the split is seen at its nodes", () => {
  const playground = ranges([[600, 3, "put", "p", "1"], [700, 3, "split", "p"]], 1000);
  assertEquals(rangesAt(playground, 0), ["1★ v1 [−∞, m)"]);
  assertEquals(rangesAt(playground, 1), ["1 v1 [−∞, m)", "2 v2 [m, p)", "3 v2 [p, ∞)"]);
  assertEquals(rangesAt(playground, 2), ["1 v1 [−∞, m)", "2★ v2 [m, p)", "3★ v2 [p, ∞)"]);
  assertEquals(rangesAt(playground, 3), ["2 v2 [m, p)", "3 v2 [p, ∞)"]);
  assertEquals(lookOf(playground, 2), "leads 2, 3, 3 ranges");
  const told = toldOf(playground);
  assertEquals(told.slice(0, 5), [
    "Node 3 learns that p is in range 2, and asks node 2.",
    "Range 2 executes put p = 1.",
    "Client at node 3, put p = 1: done.",
    "Range 2 becomes two at p: what comes from there on is range 3.",
    "Client at node 3, split at p: done.",
  ]);
  assertEquals(told.slice(5).sort(), [
    "Node 1 has range 3 now, [p, ∞).",
    "Node 3 has range 3 now, [p, ∞).",
  ]);
});

Deno.test("who asks for a key that has gone to another range is sent there", () => {
  const playground = ranges([
    [600, 0, "put", "p", "1"],
    [700, 3, "split", "p"],
    [1000, 0, "get", "p"],
  ], 1200);
  assertEquals(toldOf(playground).slice(-2), [
    "Node 0 learns that p is in range 3, and asks node 2.",
    "Client at node 0, get p: 1.",
  ]);
  const sent = playground.trace.flatMap((event) =>
    event.kind === "send" && event.at >= 1000 ? [event.body as Tagged] : []
  );
  const outcomes = sent.filter(({ type }) => type === "routed");
  assertEquals(outcomes.map((body) => multiraft.message(body)), [
    { shape: "no", tone: "warm" },
    { shape: "yes", tone: "cool" },
  ]);
});

Deno.test("a range stops and is absorbed, with what its keys hold", () => {
  const playground = ranges([
    [600, 3, "put", "p", "1"],
    [700, 1, "merge", "p"],
    [1000, 0, "get", "p"],
  ], 1200);
  for (const node of [0, 1, 2]) {
    assertEquals(rangesAt(playground, node), [`1${node === 0 ? "★" : ""} v3 [−∞, ∞)`]);
  }
  assertEquals(lookOf(playground, 3), "no ranges, 0 ranges");
  assertEquals(toldOf(playground).slice(-5), [
    "Range 2 stops, to become a part of range 1.",
    "Client at node 1, merge the range of p: done.",
    "Range 1 absorbs range 2: it has [−∞, ∞) now.",
    "Node 0 learns that p is in range 1, and asks node 0.",
    "Client at node 0, get p: 1.",
  ]);
});

Deno.test("leaders and replicas go where they are sent, and what cannot be is said", () => {
  const playground = ranges([
    [600, 1, "add", "x", "0"],
    [900, 1, "lead", "x", "0"],
    [1200, 2, "remove", "x", "1"],
    [1500, 2, "split", "m"],
  ], 1700);
  assertEquals(rangesAt(playground, 0).at(-1), "2★ v1 [m, ∞)");
  assertEquals(rangesAt(playground, 1), ["1 v1 z [−∞, m)"]);
  const told = toldOf(playground);
  assert(told.includes("Node 0 has range 2 now, [m, ∞)."));
  assert(told.includes("Node 1 has no replica of range 2 any more."));
  assertEquals(
    told.at(-1),
    `Client at node 2, split at m: a range is split inside of it, and not at "m".`,
  );
});

Deno.test("groups that nobody asks go to sleep, and say so", () => {
  const playground = ranges([], 1500);
  assertEquals(lookOf(playground, 0), "leads 1, asleep, 1 range");
  assertEquals(lookOf(playground, 3), "asleep, 1 range");
  assertEquals(toldOf(playground).filter((words) => words.includes("sleep")).length, 2);
});

Deno.test("a field for a node takes the numbers of those that there are", () => {
  const session = (node: string) => ({
    ...newSession(multiraft, 7, 3),
    acts: [{
      at: 0,
      act: { kind: "ask", node: 0, request: "lead", words: { key: "x", node } } as const,
    }],
  });
  assertEquals(decodeSession(encodeSession(session("2"), multiraft), multiraft), session("2"));
  assertThrows(
    () => encodeSession(session("3"), multiraft),
    RangeError,
    "the node must be a whole number from 0 to 2",
  );
});
