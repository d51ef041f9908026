import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { quorumTable, roundTimes, type Trouble } from "./availability.ts";

Deno.test("how available quorums are by arithmetic, they are in runs, for all sizes", () => {
  for (
    const [trouble, nodes] of [["down", 5], ["cut off", 5], ["down", 4]] as [Trouble, number][]
  ) {
    const table = quorumTable(trouble, nodes, 0.2);
    assertEquals(table.length, nodes ** 2);
    for (const { readable, writable, ranRead, ranWrite } of table) {
      assertAlmostEquals(ranRead, readable, 1e-12);
      assertAlmostEquals(ranWrite, writable, 1e-12);
    }
  }
});

Deno.test("five replicas, each down one time in ten: majorities 0.99144, write all 0.59049", () => {
  const at = (read: number, write: number) =>
    quorumTable("down", 5, 0.1).find((each) => each.read === read && each.write === write)!;
  assertAlmostEquals(at(3, 3).writable, 0.99144, 1e-12);
  assertAlmostEquals(at(1, 5).writable, 0.9 ** 5, 1e-12);
  assertAlmostEquals(at(1, 5).readable, 1 - 0.1 ** 5, 1e-12);
});

Deno.test("a round takes as long as the order statistic of its rank, within five percent", () => {
  for (const { expectedMs, measuredMs } of roundTimes(5)) {
    assert(Math.abs(measuredMs / expectedMs - 1) < 0.05, `${measuredMs} of ${expectedMs}`);
  }
});

Deno.test("a dead minority stops nothing, and costs time: three of five take 7.8 ms, three of three 18.3", () => {
  const [all, some] = [0, 2].map((down) => roundTimes(5, 10, 2000, down)[2]!);
  assertEquals([all, some].map((each) => each!.expectedMs.toFixed(1)), ["7.8", "18.3"]);
  for (const { expectedMs, measuredMs } of [all!, some!]) {
    assert(Math.abs(measuredMs / expectedMs - 1) < 0.05, `${measuredMs} of ${expectedMs}`);
  }
});

Deno.test("too many replicas to go through are refused", () => {
  assertThrows(() => quorumTable("down", 8), RangeError, "nodes must be");
});
