import { assertAlmostEquals, assertEquals } from "@std/assert";
import { systemsOf } from "./systems.ts";

Deno.test("of nine, majorities survive four failures, a grid two, and write-all none", () => {
  const rows = systemsOf(9, 0.1);
  assertEquals(rows.map(({ survives }) => survives), [[4, 4], [8, 0], [2, 2], [2, 2]]);
  // All must be up to write; to read, any.
  assertAlmostEquals(rows[1]!.both, 0.9 ** 9, 1e-12);
  assertAlmostEquals(rows[1]!.readable, 1 - 0.1 ** 9, 1e-12);
  assertAlmostEquals(rows[0]!.both, rows[0]!.readable, 1e-12);
  // A row of three is up, of three rows.
  assertAlmostEquals(rows[2]!.readable, 1 - (1 - 0.9 ** 3) ** 3, 1e-12);
});

Deno.test("a write by a grid needs a row and one of each row: no row is all down, and one is all up", () => {
  const grid = systemsOf(9, 0.1)[2]!, up = 0.9 ** 3, none = 0.1 ** 3;
  assertAlmostEquals(grid.both, (1 - none) ** 3 - (1 - none - up) ** 3, 1e-12);
  assertEquals(grid.both.toFixed(4), "0.9773");
});

Deno.test("the busiest replica is asked as often as the smallest quorum has a share of all", () => {
  const loads = systemsOf(9, 0.1).map(({ load }) => load.map((each) => each.toFixed(3)));
  assertEquals(loads, [["0.556", "0.556"], ["0.111", "1.000"], ["0.333", "0.333"], [
    "0.556",
    "0.556",
  ]]);
  for (const { load, sizes } of systemsOf(9, 0.1)) {
    for (const [i, size] of sizes.entries()) assertAlmostEquals(load[i]!, size / 9, 1e-12);
  }
});

Deno.test("for any number of replicas loads are those that are known, and those of square grids one or two by the root", () => {
  for (const nodes of [1, 4, 6, 7, 12]) {
    const [most, one, grid, cross] = systemsOf(nodes, 0.1).map(({ load }) => load);
    const columns = [0, 1, 1, 1, 2, 1, 2, 1, 2, 3, 2, 1, 3][nodes]!, rows = nodes / columns;
    const half = ((nodes >> 1) + 1) / nodes, both = (rows + columns - 1) / nodes;
    const known = [[half, half], [1 / nodes, 1], [1 / rows, 1 / columns], [both, both]];
    for (const [i, loads] of [most!, one!, grid!, cross!].entries()) {
      for (const phase of [0, 1]) assertAlmostEquals(loads[phase]!, known[i]![phase]!, 1e-9);
    }
  }
});
