import { assertEquals, assertThrows } from "@std/assert";
import { answers } from "./answers.ts";

Deno.test("an answer waits for its question, and by senders' order alone it does not", () => {
  const { diaries, stable, broken } = answers();
  assertEquals(diaries, Array(3).fill(["lunch?", "yes"]));
  assertEquals([stable, broken], [Array(3).fill([1, 1, 0]), undefined]);
  assertEquals(
    answers("first in, first out").broken,
    "causal delivery: node 2 has delivered 1.1 without 0.1",
  );
});

Deno.test("a mistake that the kit does not have is refused", () => {
  assertThrows(() => answers("none such"), RangeError, "must be of the kit");
});
