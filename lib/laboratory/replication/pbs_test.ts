import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { constant } from "hb/sim/latency.ts";
import { fits, LNKD_DISK } from "hb/replication/pbs/fits.ts";
import { visibilityOf } from "./pbs.ts";

const ONE = { copies: 3, reads: 1, writes: 1 };

Deno.test("right after a write with R = W = 1, reads see it as often as the paper says", () => {
  const right = (name: keyof typeof fits) =>
    visibilityOf(fits[name], ONE, { trials: 40_000 }).consistent(0);
  // Bailis et al. 2012, section 5.6.
  assertAlmostEquals(right("LNKD-SSD"), 0.974, 0.005);
  assertAlmostEquals(right("LNKD-DISK"), 0.439, 0.005);
  assertAlmostEquals(right("YMMR"), 0.893, 0.005);
});

Deno.test("a read sees the write for good once it has: the share grows with time", () => {
  const disk = visibilityOf(LNKD_DISK, ONE, { trials: 5000 });
  const shares = [0, 1, 5, 20, 100, 1000].map((ms) => disk.consistent(ms));
  assertEquals(shares, shares.toSorted((a, b) => a - b));
  assert(shares.at(-1)! > 0.999);
  const ms = disk.within(0.9);
  assertAlmostEquals(disk.consistent(ms), 0.9, 0.001);
});

Deno.test("when R + W > N every read sees the write", () => {
  for (const [reads, writes] of [[1, 3], [2, 2], [3, 1]] as const) {
    const of = visibilityOf(fits.YMMR, { copies: 3, reads, writes }, { trials: 2000 });
    assertEquals(of.consistent(0), 1);
    assertEquals(of.within(1), 0);
  }
});

Deno.test("legs that always take the same leave nothing to chance", () => {
  const legs = { w: constant(5), a: constant(1), r: constant(2), s: constant(1) };
  const of = visibilityOf(legs, ONE, { trials: 10 });
  assertEquals([of.writeMs(1), of.readMs(1), of.consistent(0)], [6, 3, 1]);
  // A writer that is a replica is done at once, and the others have the write 5 ms later.
  const own = visibilityOf(legs, { ...ONE, reads: 1, writerIsReplica: true }, { trials: 10 });
  assertEquals([own.writeMs(1), own.within(1)], [0, 0]);
});

Deno.test("there must be trials, and quorums that can be", () => {
  assertThrows(() => visibilityOf(LNKD_DISK, ONE, { trials: 0 }), RangeError, "given 0");
  assertThrows(() => visibilityOf(LNKD_DISK, { ...ONE, reads: 4 }), RangeError, "reads");
});
