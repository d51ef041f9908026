import { assertAlmostEquals, assertEquals } from "@std/assert";
import { systemsOfNine } from "./systems.ts";

Deno.test("of nine, majorities survive four failures, a grid two, and write-all none", () => {
  const rows = systemsOfNine(0.1);
  assertEquals(rows.map(({ survives }) => survives), [[4, 4], [8, 0], [2, 2]]);
  // All must be up to write; to read, any.
  assertAlmostEquals(rows[1]!.both, 0.9 ** 9, 1e-12);
  assertAlmostEquals(rows[1]!.readable, 1 - 0.1 ** 9, 1e-12);
  assertAlmostEquals(rows[0]!.both, rows[0]!.readable, 1e-12);
  // A row of three is up, of three rows.
  assertAlmostEquals(rows[2]!.readable, 1 - (1 - 0.9 ** 3) ** 3, 1e-12);
});

Deno.test("a write by a grid needs a row and one of each row: no row is all down, and one is all up", () => {
  const grid = systemsOfNine(0.1)[2]!, up = 0.9 ** 3, none = 0.1 ** 3;
  assertAlmostEquals(grid.both, (1 - none) ** 3 - (1 - none - up) ** 3, 1e-12);
  assertEquals(grid.both.toFixed(4), "0.9773");
});

Deno.test("the busiest replica is asked as often as the smallest quorum has a share of all", () => {
  const loads = systemsOfNine(0.1).map(({ load }) => load.map((each) => each.toFixed(3)));
  assertEquals(loads, [["0.556", "0.556"], ["0.111", "1.000"], ["0.333", "0.333"]]);
  for (const { load, sizes } of systemsOfNine(0.1)) {
    for (const [i, size] of sizes.entries()) assertAlmostEquals(load[i]!, size / 9, 1e-12);
  }
});
