import { assert, assertEquals } from "@std/assert";
import { tryGranting } from "./granting.ts";

const WINDOW = 16, LONGEST = 3 * WINDOW;

Deno.test("credit for bytes as they come: no pair of messages stops the stream, whatever the window", () => {
  for (const window of [1, 2, 3, 15, 16, 17]) {
    const { pairs, stuck } = tryGranting("bytes, as they come", window, 3 * window);
    assertEquals([pairs, stuck], [(3 * window) ** 2, 0]);
  }
});

Deno.test("credit for whole messages: one that is longer than the window never comes whole (dubbo 16443)", () => {
  const { stuck, shortest } = tryGranting("whole messages", WINDOW, LONGEST);
  assert(stuck > 0);
  assertEquals(shortest, { lengths: [1, WINDOW + 1], came: WINDOW + 1 });
  assertEquals(tryGranting("whole messages", WINDOW, WINDOW).stuck, 0);
});

Deno.test("and in steps of half a window, messages within the window stop it as well (linkerd 1013)", () => {
  const rule = "whole messages, half a window at a time";
  const { shortest, stuck } = tryGranting(rule, WINDOW, WINDOW);
  // One byte is owed, which is less than half of 16; and the second message needs it.
  assertEquals(shortest, { lengths: [1, WINDOW], came: WINDOW });
  assert(stuck > tryGranting("whole messages", WINDOW, WINDOW).stuck);
  assert(
    tryGranting(rule, WINDOW, LONGEST).stuck > tryGranting("whole messages", WINDOW, LONGEST).stuck,
  );
});
