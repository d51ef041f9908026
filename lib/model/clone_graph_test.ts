import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { cloneGraph } from "./clone_graph.ts";
import { encode } from "./encode.ts";
import { plain } from "./plain_arbitrary_test.ts";

Deno.test("a cloned graph equals its original, shares no memory with it, and hangs together as it does", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const original = {
        one: value,
        list: [value],
        map: new Map([["k", value]]),
        set: new Set([value]),
      };
      const copy = cloneGraph(original);
      assertEquals(encode(copy), encode(original));
      if (typeof value !== "object" || value === null) return;
      for (const other of [copy.list[0], copy.map.get("k"), [...copy.set][0]]) {
        assertStrictEquals(other, copy.one);
      }
      assert(copy.one !== value);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("a cloned graph may contain itself", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const copy = cloneGraph(circle);
  assertStrictEquals(copy[0], copy);
  assert(copy !== circle);
});
