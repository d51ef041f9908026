import { assert, assertEquals, assertThrows } from "@std/assert";
import { mean } from "../measured.ts";
import { fastShare, fastShares } from "./fast_path.ts";

Deno.test("the law is what comes out, within what chance allows for", () => {
  for (const perSecond of [1, 5]) {
    const runs = [11, 12, 13].map((seed) =>
      fastShare({
        perSecond,
        conflict: 1,
        forMs: 30_000 / perSecond,
        seed,
        comparesSequences: false,
      })
    );
    const error = mean(runs.map(({ measured, law }) => measured - law));
    assert(Math.abs(error) < 0.05, `at ${perSecond} per second the error is ${error}`);
  }
});

Deno.test("three replicas of which each is as far from the others lose the fast path to two at once only", () => {
  // A window of one and of two messages for each other site: one that disagrees of two is not too many.
  const rtt = [[0, 20, 20], [20, 0, 20], [20, 20, 0]];
  const [share, ...others] = fastShares({ rtt, perSecond: 0.001 });
  assert(share! > 0.99);
  assertEquals(others, [share, share]);
});

Deno.test("the rarer the commands, the more of them are fast", () => {
  const shares = [0.1, 1, 10].map((perSecond) => mean(fastShares({ perSecond })));
  assertEquals(shares.toSorted((a, b) => b - a), shares);
  assertThrows(() => fastShares({ perSecond: 0 }), RangeError, "above 0: given 0");
});
