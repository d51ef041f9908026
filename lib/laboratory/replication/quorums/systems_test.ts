import { assertAlmostEquals, assertEquals } from "@std/assert";
import { systemsOfNine } from "./systems.ts";

Deno.test("of nine, majorities survive four failures, a grid two, and write-all none", () => {
  const rows = systemsOfNine(0.1);
  assertEquals(rows.map(({ survives }) => survives), [[4, 4], [8, 0], [2, 2]]);
  assertAlmostEquals(rows[1]!.available[1], 0.9 ** 9, 1e-12);
  // A row of three is up, or one of three rows.
  assertAlmostEquals(rows[2]!.available[0], 1 - (1 - 0.9 ** 3) ** 3, 1e-12);
  assertAlmostEquals(rows[2]!.available[1], (1 - 0.1 ** 3) ** 3, 1e-12);
});
