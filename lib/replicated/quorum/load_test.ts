import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { Random } from "../../sim/random.ts";
import { bands, crosses, crossesOf } from "./grids.ts";
import { leastQuorums, type Load, loadOf } from "./load.ts";
import { availability, type Phase, survival } from "./survival.ts";
import { disjointQuorums, grid, majorities, type QuorumSystem, sized, weighted } from "./system.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, node) => node);
const divisorsOf = (n: number) => upTo(n).map((i) => i + 1).filter((i) => n % i === 0);

/** The load, after its two proofs have been looked at: nobody is asked more often, and no quorum counts less. */
function provenLoad(members: readonly NodeId[], quorums: readonly (readonly NodeId[])[]): number {
  const { load, strategy, weights }: Load = loadOf(members, quorums);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  for (const shares of [strategy, weights]) {
    assertAlmostEquals(sum(shares), 1, 1e-9);
    assert(shares.every((share) => share > -1e-9));
  }
  for (const member of members) {
    const asked = sum(strategy.filter((_, i) => quorums[i]!.includes(member)));
    assert(asked <= load + 1e-9, `${member} is asked in ${asked}, and not in ${load}`);
  }
  for (const quorum of quorums) {
    const counts = sum(weights.filter((_, i) => quorum.includes(members[i]!)));
    assert(counts >= load - 1e-9, `${quorum} counts ${counts}, and not ${load}`);
  }
  return load;
}

function loadIn(system: QuorumSystem, phase: Phase): number {
  return provenLoad(system.members, [...leastQuorums(system, phase)]);
}

Deno.test("load: of majorities it is their share of all, which is more than one half", () => {
  for (let n = 1; n <= 9; n++) {
    assertAlmostEquals(loadIn(majorities(upTo(n)), "phase1"), ((n >> 1) + 1) / n, 1e-9);
  }
  for (let read = 1; read <= 6; read++) {
    const system = sized(read, 7 - read)(upTo(6));
    assertAlmostEquals(loadIn(system, "phase1"), read / 6, 1e-9);
    assertAlmostEquals(loadIn(system, "phase2"), (7 - read) / 6, 1e-9);
  }
});

Deno.test("load: in a grid of any shape a row is asked in one of the rows' number, one of each row in one of the columns'", () => {
  for (const n of [1, 4, 6, 8, 9, 10, 12]) {
    for (const columns of divisorsOf(n)) {
      const system = grid(columns)(upTo(n));
      assertAlmostEquals(loadIn(system, "phase1"), columns / n, 1e-9, system.words);
      assertAlmostEquals(loadIn(system, "phase2"), 1 / columns, 1e-9, system.words);
    }
  }
});

Deno.test("load: of a row and a column it is their share of all, less than twice one by the root", () => {
  for (const n of [4, 6, 9, 12, 16, 25, 30, 49, 100]) {
    for (const columns of divisorsOf(n)) {
      const quorums = [...crossesOf(upTo(n), columns)], rows = n / columns;
      const load = provenLoad(upTo(n), quorums);
      assertAlmostEquals(load, (rows + columns - 1) / n, 1e-9);
      if (rows === columns) assert(load < 2 / Math.sqrt(n) && load >= 1 / Math.sqrt(n));
    }
  }
});

Deno.test("load: of bands it is their share of all", () => {
  for (const [count, height, columns] of [[1, 2, 3], [2, 1, 4], [2, 2, 2], [2, 2, 3], [3, 2, 2]]) {
    const n = count! * height! * columns!, system = bands(count!, columns!)(upTo(n));
    const quorums = [...leastQuorums(system, "phase1")], size = count! * height! + columns! - 1;
    assertEquals(new Set(quorums.map(({ length }) => length)), new Set([size]), system.words);
    assertAlmostEquals(provenLoad(system.members, quorums), size / n, 1e-9);
  }
});

Deno.test("load: where members are not alike, the best way to draw quorums is none in which all are equally often", () => {
  // A hub with four spokes: a spoke beside the hub, or all spokes.
  const votes = new Map(upTo(5).map((node) => [node, node === 0 ? 3 : 1]));
  const wheel = weighted(votes, 4, 4)(upTo(5)), quorums = [...leastQuorums(wheel, "phase1")];
  assertEquals(quorums.length, 5);
  assertAlmostEquals(provenLoad(wheel.members, quorums), 4 / 7, 1e-9);
  const equally = Math.max(
    ...upTo(5).map((node) =>
      quorums.filter((quorum) => quorum.includes(node)).length / quorums.length
    ),
  );
  assertAlmostEquals(equally, 4 / 5);
  // Seven members, and the lines of a plane: three in each, and each two lines meet in one.
  const lines = upTo(7).map((i) => [i, (i + 1) % 7, (i + 3) % 7]);
  assertAlmostEquals(provenLoad(upTo(7), lines), 3 / 7, 1e-9);
});

Deno.test("load: of quorums drawn at random each proves itself", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = new Random(seed, "quorums"), n = 2 + random.below(8);
    const quorums = Array.from({ length: 1 + random.below(12) }, () => {
      const some = upTo(n).filter(() => random.chance(0.4));
      return some.length > 0 ? some : [random.below(n)];
    });
    provenLoad(upTo(n), quorums);
  }
});

Deno.test("grids: each two quorums meet, and those that are listed are those that are least", () => {
  const systems = [4, 6, 9, 12].flatMap((n) =>
    divisorsOf(n).map((columns) => crosses(columns)(upTo(n)))
  );
  const banded = [[2, 2, 8], [2, 3, 12], [3, 2, 12]].map(([count, columns, n]) =>
    bands(count!, columns!)(upTo(n!))
  );
  for (const system of [...systems, ...banded]) {
    assertEquals(disjointQuorums(system), undefined, system.words);
  }
  for (const columns of [2, 3, 4, 6]) {
    const inOrder = (quorums: Iterable<readonly NodeId[]>) =>
      [...quorums].map((quorum) => quorum.toSorted((a, b) => a - b).join()).sort();
    const system = crosses(columns)(upTo(12));
    assertEquals(inOrder(crossesOf(upTo(12), columns)), inOrder(leastQuorums(system, "phase1")));
  }
});

Deno.test("grids: one failure in each row leaves no row and column, and bands as large live through more", () => {
  const square = crosses(4)(upTo(16)), banded = bands(2, 4)(upTo(16));
  assertEquals([square, banded].map((each) => survival(each, "phase1").any), [3, 3]);
  assert(availability(banded, "phase1", 0.2) > availability(square, "phase1", 0.2));
});

Deno.test("grids and loads: what cannot be is refused in words", () => {
  assertThrows(() => crosses(4)(upTo(6)), RangeError, "rows must be full: given rows of 4");
  assertThrows(() => bands(2, 3)(upTo(9)), RangeError, "each must have as many: given 2 bands");
  assertThrows(() => loadOf(upTo(3), []), RangeError, "there must be quorums");
  assertThrows(() => loadOf(upTo(3), [[]]), RangeError, "members in each");
  assertThrows(() => [...leastQuorums(majorities(upTo(21)), "phase1")], RangeError, "at most 20");
});
