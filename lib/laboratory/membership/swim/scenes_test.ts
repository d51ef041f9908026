import { assert, assertEquals, assertThrows } from "@std/assert";
import { comesBackEmpty, EMPTY_MS, heldOf, oneBadLink, scene } from "./scenes.ts";

Deno.test("swim scenes: in a period of a quiet group each member pings once", () => {
  const pings = scene({ forMs: 1000 }).trace.flatMap((event) =>
    event.kind === "send" && (event.body as { type: string }).type === "ping" ? [event.from] : []
  );
  assertEquals(pings.toSorted(), [0, 1, 2, 3]);
});

Deno.test("swim scenes: with helpers a bad link is nobody's death, and without it is", () => {
  const held = (helpers: number) => oneBadLink(helpers, 20_000).states.map((s) => s!.incarnation);
  assertEquals(held(2), [0, 0, 0, 0]);
  assert(held(0).some((incarnation) => incarnation > 0));
});

Deno.test("swim scenes: who comes back empty is alive to all once it is told, and dead to all if it is not", () => {
  assertEquals(heldOf(comesBackEmpty(), 1), ["alive 1", "alive 1"]);
  const untold = comesBackEmpty("the accused are not told", EMPTY_MS.back + 60_000);
  assertEquals(heldOf(untold, 1), ["dead 0", "dead 0"]);
  assertEquals(heldOf(scene(), 1), ["alive 0", "alive 0", "alive 0"]);
});

Deno.test("swim scenes: a mistake that is not one of rules is refused", () => {
  assertThrows(() => scene({ bug: "random probes" }), RangeError, 'given "random probes"');
});
