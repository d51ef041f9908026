import { assertEquals, assertThrows } from "@std/assert";
import { subsets } from "./naive_test.ts";
import { disjointQuorums, grid, majorities, type QuorumSystem, sized, weighted } from "./system.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, node) => node);

/** Each pair of quorums, one by one: what `disjointQuorums` must agree with. */
function somePairIsDisjoint(system: QuorumSystem): boolean {
  const sets = subsets(system.members).map((members) => new Set(members));
  const first = sets.filter((set) => system.phase1(set));
  const second = sets.filter((set) => system.phase2(set));
  return first.some((one) => second.some((other) => one.isDisjointFrom(other)));
}

Deno.test("quorums: sizes are safe exactly when both together are more than all, for all of up to six", () => {
  for (let n = 1; n <= 6; n++) {
    for (let q1 = 1; q1 <= n; q1++) {
      for (let q2 = 1; q2 <= n; q2++) {
        const system = sized(q1, q2)(upTo(n));
        const found = disjointQuorums(system);
        assertEquals(found === undefined, q1 + q2 > n, system.words);
        assertEquals(found !== undefined, somePairIsDisjoint(system), system.words);
        if (found === undefined) continue;
        assertEquals([found.phase1.length, found.phase2.length], [q1, q2]);
        assertEquals(new Set(found.phase1).isDisjointFrom(new Set(found.phase2)), true);
      }
    }
  }
});

Deno.test("quorums: majorities, grids and weights meet where they should", () => {
  for (let n = 1; n <= 7; n++) assertEquals(disjointQuorums(majorities(upTo(n))), undefined);
  for (const columns of [1, 2, 3, 6]) {
    assertEquals(disjointQuorums(grid(columns)(upTo(6))), undefined);
  }
  const weights = new Map([[0, 3], [1, 1], [2, 1], [3, 1]]);
  assertEquals(disjointQuorums(weighted(weights, 4, 3)(upTo(4))), undefined);
  assertEquals(disjointQuorums(weighted(weights, 3, 3)(upTo(4))), {
    phase1: [0],
    phase2: [1, 2, 3],
  });
});

Deno.test("quorums: only members count, whatever their numbers are", () => {
  const members = [7, 300, 2 ** 40];
  const system = majorities(members);
  assertEquals(system.phase2(new Set([0, 1, 2, 7])), false);
  assertEquals(system.phase2(new Set([300, 2 ** 40])), true);
  assertEquals(disjointQuorums(sized(1, 2)(members)), { phase1: [7], phase2: [300, 2 ** 40] });
  assertEquals(weighted(new Map(), 1, 1)(members).phase1(new Set(members)), false);
});

Deno.test("quorums: a flexible pair of ten decides with three as long as eight take over", () => {
  const system = sized(8, 3)(upTo(10));
  assertEquals(disjointQuorums(system), undefined);
  assertEquals(disjointQuorums(sized(7, 3)(upTo(10))) === undefined, false);
});

Deno.test("quorums: what cannot be tried is refused in words", () => {
  assertThrows(() => grid(4)(upTo(6)), RangeError, "rows must be full: given rows of 4");
  assertThrows(() => disjointQuorums(majorities(upTo(21))), RangeError, "at most 20 members");
});
