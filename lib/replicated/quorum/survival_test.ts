import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { availability, survival } from "./survival.ts";
import { grid, majorities, sized, weighted } from "./system.ts";

const members = (count: number) => Array.from({ length: count }, (_, i) => i);

Deno.test("quorums by size survive as many failures as there are members beyond one", () => {
  for (const count of [1, 4, 5, 10]) {
    for (let size = 1; size <= count; size++) {
      const system = sized(count + 1 - size, size)(members(count));
      assertEquals(survival(system, "phase1"), { any: size - 1, some: size - 1 });
      assertEquals(survival(system, "phase2"), { any: count - size, some: count - size });
    }
  }
});

Deno.test("in a grid it matters who fails", () => {
  const system = grid(3)(members(6));
  assertEquals(survival(system, "phase1"), { any: 1, some: 3 }, "one of each row is fatal");
  assertEquals(survival(system, "phase2"), { any: 2, some: 4 }, "a whole row is fatal");
});

Deno.test("by weight it matters who fails, and too little weight is never enough", () => {
  const weights = new Map([[0, 3], [1, 1], [2, 1]]);
  const system = weighted(weights, 3, 6)(members(3));
  assertEquals(survival(system, "phase1"), { any: 0, some: 2 });
  assertEquals(survival(system, "phase2"), { any: -1, some: -1 });
});

Deno.test("the probability of a quorum is that of the sets that have one", () => {
  const three = majorities(members(3));
  assertAlmostEquals(availability(three, "phase1", 0.1), 0.9 ** 3 + 3 * 0.1 * 0.9 ** 2, 1e-12);
  assertEquals([0, 1].map((down) => availability(three, "phase2", down)), [1, 0]);
  const few = sized(8, 3)(members(10));
  assert(availability(few, "phase2", 0.1) > availability(majorities(members(10)), "phase2", 0.1));
  assert(availability(few, "phase1", 0.1) < availability(majorities(members(10)), "phase1", 0.1));
});

Deno.test("what cannot be counted is refused", () => {
  assertThrows(
    () => survival(majorities(members(21)), "phase1"),
    RangeError,
    "at most 20 members: given 21",
  );
  assertThrows(
    () => availability(majorities(members(3)), "phase1", 1.5),
    RangeError,
    "from 0 to 1: given 1.5",
  );
});
