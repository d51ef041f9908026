import { assertEquals, assertThrows } from "@std/assert";
import { halfTold } from "./half_told.ts";

Deno.test("half told: what one of two has heard from a crashed member, both deliver before the next view", () => {
  const { delivered, views, broken } = halfTold();
  assertEquals([delivered, views, broken], [[["x"], ["x"]], [2, 2], undefined]);
});

Deno.test("half told: without the messages of the crashed they go on with different ones", () => {
  const { delivered, broken } = halfTold("a crashed member's messages are dropped");
  assertEquals([delivered, broken], [[["x"], []], "virtual synchrony"]);
});

Deno.test("half told: a mistake that nobody knows is refused", () => {
  assertThrows(() => halfTold("none"), RangeError, 'given "none"');
});
