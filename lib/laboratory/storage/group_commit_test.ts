/** Runs of group commit beside what can be worked out. CPU: 1 s. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { groupCommit } from "./group_commit.ts";

const s = 2;

/** Within so large a share. */
function assertClose(value: number, expected: number, share: number, about: string): void {
  assertAlmostEquals(value, expected, share * expected, about);
}

Deno.test("puts that share syncs wait for half of one and a whole one, or for theirs alone", () => {
  for (const perSecond of [50, 100, 200, 400, 450, 1000, 2000, 5000, 10_000]) {
    const { batch, syncs, meanMs, p99Ms } = groupCommit({ perSecond, syncMs: s });
    // Another sync follows at once if some put comes while one runs; else when the next put comes.
    const load = perSecond / 1000 * s, none = Math.exp(-load), about = `${perSecond} a second`;
    assertClose(batch, load + none, 0.02, about);
    assertClose(syncs, perSecond / (load + none), 0.02, about);
    assertClose(meanMs, s * (1.5 * load + none) / (load + none), 0.02, about);
    assert(meanMs >= s && meanMs <= 1.5 * s * 1.01 && p99Ms <= 2 * s, about);
  }
});

Deno.test("puts with a sync each wait as in the queue M/D/1", () => {
  for (const perSecond of [50, 100, 200, 400, 450]) {
    const { batch, syncs, meanMs } = groupCommit({ perSecond, syncMs: s, alone: true });
    const load = perSecond / 1000 * s, about = `${perSecond} a second`;
    assertEquals(batch, 1);
    assertClose(syncs, perSecond, 0.02, about);
    assertClose(meanMs, s + load * s / (2 * (1 - load)), 0.1, about);
  }
});

Deno.test("a sync for each put bounds the puts, and who comes later waits longer", () => {
  const load = { perSecond: 5000, syncMs: s, alone: true };
  const short = groupCommit({ ...load, puts: 1000 }), long = groupCommit({ ...load, puts: 10_000 });
  assertClose(long.syncs, 500, 0.01, "bound");
  assert(long.meanMs > 8 * short.meanMs, `${short.meanMs} and ${long.meanMs} ms`);
});

Deno.test("equal seeds give equal runs, and others do not", () => {
  const load = { perSecond: 1000, syncMs: s, puts: 500 };
  assertEquals(groupCommit(load), groupCommit({ ...load, seed: 1 }));
  assert(groupCommit(load).meanMs !== groupCommit({ ...load, seed: 2 }).meanMs);
});

Deno.test("loads that cannot be are refused", () => {
  for (const load of [{ perSecond: 0, syncMs: 1 }, { perSecond: 1, syncMs: NaN }]) {
    assertThrows(() => groupCommit(load), RangeError, "Cannot commit in groups");
  }
});
