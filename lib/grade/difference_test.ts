import { assert, assertEquals } from "@std/assert";
import { difference } from "./difference.ts";

Deno.test("the first difference is told by its place, however deep", () => {
  const state = { rows: [new Map([[1, { phase: "accepted" }]])], executed: new Set(["0.1"]) };
  const other = { ...state, rows: [new Map([[1, { phase: "none" }]])] };
  assertEquals(
    difference(state, other, "the state"),
    'the state.rows[0].get(1).phase is "accepted" in the one, and "none" in the other',
  );
  assertEquals(
    difference(state, { ...state, executed: new Set() }, "s"),
    's.executed.has("0.1") is true in the one, and missing in the other',
  );
  assertEquals(difference(state, structuredClone(state), "s"), undefined);
});

Deno.test("what is there in one only is told, and so is another kind", () => {
  assertEquals(difference([], [1], "s"), "s[0] is missing in the one, and 1 in the other");
  assertEquals(difference(null, { x: 1 }, "s"), 's is null in the one, and {"x":1} in the other');
  assertEquals(
    difference(new Map([[1, 1], [2, 2]]), new Map([[2, 2], [1, 1]]), "the order says nothing"),
    undefined,
  );
});

Deno.test("what is long is cut", () => {
  assert(difference("a".repeat(9999), "b", "s")!.length < 200);
});
