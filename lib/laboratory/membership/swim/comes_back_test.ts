import { assertEquals, assertThrows } from "@std/assert";
import { comesBackEmpty, heldOf } from "./comes_back.ts";

Deno.test("swim comes back: who is told what is said of it is alive to all soon", () => {
  assertEquals(heldOf(comesBackEmpty(4000), 1), ["alive 1", "alive 1"]);
  assertEquals(heldOf(comesBackEmpty(4000), 0), ["alive 0", "alive 0"]);
});

Deno.test("swim comes back: who is not told stays dead to all", () => {
  const untold = comesBackEmpty(60_000, "the accused are not told");
  assertEquals([heldOf(untold, 1), untold.states[1]!.incarnation], [["dead 0", "dead 0"], 0]);
});

Deno.test("swim comes back: a mistake that is not one of rules is refused", () => {
  assertThrows(() => comesBackEmpty(1, "random probes"), RangeError, 'given "random probes"');
});
