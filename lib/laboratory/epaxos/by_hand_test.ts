import { assertEquals, assertThrows } from "@std/assert";
import { byHand } from "./by_hand.ts";
import { told } from "./story.ts";

const orphaned = (...moments: string[]) =>
  told({ nodes: 5, asked: [[0, "x←1"], [1, "x←2"]], moments });
const both = orphaned(
  "ask 0",
  "ask 1",
  "preAccept 0.1: 0→2",
  "preAccept 0.1: 0→4",
  "preAccept 1.1: 1→3",
);
const against = ({ against }: ReturnType<typeof byHand>) =>
  [...against].map(([node, all]) => [node, ...all.map(({ id }) => id.replica)]);

Deno.test("one supporter of three is just enough, and without an objection it is possible", () => {
  const hand = byHand(orphaned("ask 0", "preAccept 0.1: 0→2"), "0.1", [2, 3, 4]);
  assertEquals([...hand.reports.values()].map(({ phase }) => phase), [
    "pre-accepted",
    "none",
    "none",
  ]);
  assertEquals([hand.choice.type, hand.verdict], ["validate", "possible"]);
  assertEquals(against(hand), [[2], [3], [4]]);
});

Deno.test("of what nobody has heard of nobody is asked anything", () => {
  const { choice, against, verdict } = byHand(orphaned("ask 0"), "0.1", [2, 3, 4]);
  assertEquals([choice.type, against.size, verdict], ["accept", 0, null]);
});

Deno.test("of two rivals the one with more support waits, and the other one need not", () => {
  const one = byHand(both, "0.1", [2, 3, 4]), other = byHand(both, "1.1", [3, 2, 4]);
  assertEquals([one.verdict, other.verdict], ["wait", "impossible"]);
  assertEquals(against(one), [[2], [3, 1], [4]]);
  assertEquals(against(other), [[3], [2, 0], [4, 0]]);
});

Deno.test("n − f must be heard, and there must be such an instance", () => {
  assertThrows(
    () => byHand(both, "0.1", [2, 3]),
    RangeError,
    "3 of 5 replicas must promise: given 2, 3",
  );
  assertThrows(() => byHand(both, "0.1", [2, 2, 3]), RangeError, "must promise");
  assertThrows(() => byHand(both, "0.1", [2, 3, 5]), RangeError, "must promise");
  assertThrows(() => byHand(both, "7.1", [2, 3, 4]), RangeError, "as in 0.1: given 7.1");
});
