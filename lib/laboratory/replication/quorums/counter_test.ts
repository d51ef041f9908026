import { assert, assertEquals, assertThrows } from "@std/assert";
import { count } from "./counter.ts";

Deno.test("two who read before either writes lose an increment, and the register is linearizable", () => {
  const { added, shown, linearizable } = count({ nodes: 2, each: 1 });
  assertEquals([added, shown, linearizable], [2, 1, true]);
});

Deno.test("one alone loses nothing", () => {
  assertEquals(count({ nodes: 1, each: 7 }).shown, 7);
});

Deno.test("the more count at a time, the more is lost", () => {
  for (const seed of [1, 2, 3]) {
    const { shown, linearizable } = count({ nodes: 5, each: 10, seed });
    assert(shown >= 10 && shown < 50 && linearizable, `${shown}`);
  }
});

Deno.test("nobody who counts is refused", () => {
  assertThrows(() => count({ nodes: 0, each: 1 }), RangeError, "nodes must be");
});
