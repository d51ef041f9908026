import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { PAPER } from "../../reads/wide_area.ts";
import { coverage, nearestFirst, PUBLISHED } from "./coverage.ts";
import { headline, ratioRange } from "./headline.ts";
import { WAYS } from "./ways.ts";

Deno.test("headline: while nobody writes, Bodega and quorum leases read at the own site, a leader's lease at the leader", () => {
  const rows = headline({ shares: [0], forMs: 1000 });
  const read = Object.fromEntries(rows.map(({ way, read }) => [way, read]));
  const away = PAPER.rtt[PAPER.leader]!.map((ms) => ms || PAPER.near);
  const toLeader = away.reduce((sum, ms) => sum + ms, 0) / away.length;
  assertEquals(rows.map(({ way }) => way), WAYS);
  assertAlmostEquals(read["bodega"]!, PAPER.near, 0.01);
  assertAlmostEquals(read["quorum lease"]!, PAPER.near, 0.01);
  assertAlmostEquals(read["leader lease"]!, toLeader, 0.01);
  const { ratio } = rows.find(({ way }) => way === "leader lease")!;
  assertAlmostEquals(ratio, toLeader / PAPER.near, 0.01);
});

Deno.test("headline: under writes Bodega reads the fastest, by less the more is written", () => {
  const rows = headline({ shares: [0.01, 0.1, 0.5], forMs: 2000 });
  const ranges = [0.01, 0.1, 0.5].map((share) => ratioRange(rows, share, share));
  for (const { least } of ranges) assert(least.ratio > 1, `${least.way}: ${least.ratio}`);
  const greatest = ranges.map(({ greatest }) => greatest.ratio);
  assertEquals(greatest, greatest.toSorted((a, b) => b - a));
  assertEquals(rows.map(({ write }) => Number.isNaN(write)).includes(true), false);
  assertThrows(() => ratioRange(rows, 0.2, 0.3), RangeError, "given 0.2 to 0.3");
});

Deno.test("coverage: each server more that answers makes reads shorter and writes no shorter, here as in the paper", () => {
  const rows = coverage({ shares: [0.1], forMs: 3000 });
  assertEquals(rows.at(-1)!.responders, nearestFirst(PAPER));
  for (const curve of [rows, PUBLISHED]) {
    assertEquals(curve.length, PAPER.rtt.length);
    for (const [i, { read, write }] of curve.entries()) {
      if (i === 0) continue;
      assert(read < curve[i - 1]!.read, `${i}: ${read}`);
      assert(write > curve[i - 1]!.write - 1, `${i}: ${write}`);
    }
  }
});
