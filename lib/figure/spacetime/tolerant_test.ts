import { assertEquals } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import { tolerant } from "./tolerant.ts";

Deno.test("a label that throws, or says no text, leaves it to the usual words", () => {
  const broken: Labels<{ log: string[] }, { from: number }, unknown, unknown> = {
    node: (id) => ["office"][id] as string,
    state: ({ log }) => log.join(),
    message: () => {
      throw new Error("no such message");
    },
    timer: () => 7 as never,
    request: (input) => `buy ${input}`,
    routine: (event) => (event as { entries: string[] }).entries.length === 0,
    colours: { ack: 1 },
  };
  const labels = tolerant(broken);
  assertEquals([0, 1].map(labels.node!), ["office", "node 1"]);
  assertEquals(labels.state!({ log: ["a", "b"] }), "a,b");
  assertEquals(labels.state!({}), undefined);
  assertEquals(labels.message!({ type: "ack", from: 2 }), "ack");
  assertEquals(labels.timer!({ type: "tick" }), "tick");
  assertEquals([labels.request!(1), labels.colours], ["buy 1", { ack: 1 }]);
  assertEquals([{ entries: [] }, { entries: ["x"] }, {}].map(labels.routine!), [
    true,
    false,
    false,
  ]);
  // What was never labelled is not labelled now.
  assertEquals([labels.client, labels.record, labels.answer], [undefined, undefined, undefined]);
});
