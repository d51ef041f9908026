import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { goesBack, missesLast, missesLastVersions } from "./versions.ts";

/** All sets of so many of so many. */
function subsets(of: number, size: number): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: of }, (_, last) => last)
    .flatMap((last) => subsets(last, size - 1).map((rest) => [...rest, last]));
}

Deno.test("the closed form counts the quorums that have no member in common", () => {
  for (let copies = 1; copies <= 6; copies++) {
    for (let reads = 1; reads <= copies; reads++) {
      for (let writes = 1; writes <= copies; writes++) {
        const all = subsets(copies, reads);
        const apart = all.filter((each) => each.every((node) => node >= writes)).length;
        assertAlmostEquals(missesLast({ copies, reads, writes }), apart / all.length, 1e-12);
      }
    }
  }
});

Deno.test("each version more makes a read that misses them all as much rarer", () => {
  const one = { copies: 3, reads: 1, writes: 1 };
  assertAlmostEquals(missesLastVersions(one, 1), 2 / 3);
  assertAlmostEquals(missesLastVersions(one, 3), 8 / 27);
  assertAlmostEquals(goesBack(one, 1), 4 / 9);
  assertAlmostEquals(goesBack(one, 0), 2 / 3);
});

Deno.test("what cannot be is refused", () => {
  assertThrows(() => missesLast({ copies: 3, reads: 0, writes: 1 }), RangeError, "reads");
  assertThrows(
    () => missesLastVersions({ copies: 3, reads: 1, writes: 1 }, 0),
    RangeError,
    "versions",
  );
  for (const writesPerRead of [-1, NaN, "2" as never]) {
    assertThrows(
      () => goesBack({ copies: 3, reads: 1, writes: 1 }, writesPerRead),
      RangeError,
      "writesPerRead must be a finite number from 0 on",
    );
  }
  assertEquals(missesLast({ copies: 5, reads: 3, writes: 3 }), 0);
});
