import { assert, assertEquals } from "@std/assert";
import { inWords } from "./histories.ts";
import { small, smallOverlaps } from "./small.ts";

Deno.test("all small histories are there, the shortest first, and none twice", () => {
  const all = [...small(2)].map(inWords);
  assertEquals(all.slice(0, 3), ["0 w x 0", "0 w x 1", "0 r x -"]);
  assert(all.includes("0 r x 0, 0 w x 0"), "what is read may be written later");
  assert(all.includes("0 w x 1, 1 r y -"));
  assert(!all.includes("0 r x 0, 0 w x 1"), "what is read was written");
  assert(!all.includes("0 w x 1, 1 w x 1"), "a value is written once");
  assertEquals(new Set(all).size, all.length);
});

Deno.test("two operations overlap, touch, and come one after the other", () => {
  const all = [...smallOverlaps()].filter((history) => inWords(history) === "0 w x 1, 1 r x -");
  const times = all.map(([a, b]) => Math.sign(a!.endedAt - b!.invokedAt));
  assertEquals(new Set(times), new Set([-1, 0, 1]));
});
