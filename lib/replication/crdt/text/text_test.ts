import { assertEquals, assertStringIncludes } from "@std/assert";
import { World } from "../../../sim/world.ts";
import type { Refused } from "../crdt.ts";
import { fugue } from "../sequence/sequence.ts";
import { sharedText } from "./text.ts";

/** What one node of two answers to these, one after the other, and what both have then. */
function answered(updates: readonly unknown[]) {
  const world = new World({
    protocol: sharedText(),
    nodes: 2,
    seed: 1,
    clients: {
      workload: [updates.map((update) => ({ input: { type: "update", update } }))],
      ask: (input) => ({ type: "ask" as const, input }),
      to: () => 0,
    },
  });
  world.run(3000);
  return {
    answers: world.history.map(({ output }) => output),
    texts: world.states.map((s) => fugue.value(s!.app)),
    violation: world.violation,
  };
}

Deno.test("an edit that cannot be is refused with its reason, and changes nothing", () => {
  const edits = [
    ...[-1, 1.5, NaN, undefined].map((at) => ({ type: "insert", at, text: "x" })),
    ...[null, undefined, 7].map((text) => ({ type: "insert", at: 0, text })),
    ...[0.5, -1, NaN].map((count) => ({ type: "delete", at: 0, count })),
    { type: "move", at: 0, text: "x" },
    null,
    "x",
  ];
  const { answers, texts, violation } = answered([
    { type: "insert", at: 0, text: "ab" },
    ...edits,
    { type: "insert", at: 9, text: "c" },
  ]);
  assertEquals(violation, undefined);
  assertEquals(answers.length, edits.length + 2);
  for (const answer of answers.slice(1, -1)) {
    assertStringIncludes((answer as Refused).refused, "Cannot edit a text because");
  }
  assertEquals(texts, ["abc", "abc"]);
});
