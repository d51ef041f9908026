import { assert, assertEquals, assertThrows } from "@std/assert";
import { arrivals, withStamps } from "./toq.ts";

const load = { perSecond: 5, forMs: 4000 };

Deno.test("a stamp is the way to the farthest of whom the fast path needs", () => {
  const rtt = [[0, 10, 20, 90, 80], [10, 0, 30, 40, 50], [20, 30, 0, 60, 70], [90, 40, 60, 0, 2], [
    80,
    50,
    70,
    2,
    0,
  ]];
  assertEquals(rtt.map((_, site) => arrivals(rtt)(site)), [10, 15, 15, 20, 25]);
});

Deno.test("where nothing else is under way stamps cost nothing", () => {
  const { atOnce, stamped } = withStamps({ conflict: 1, perSecond: 0.1, forMs: 20_000 });
  assertEquals(stamped, atOnce);
});

Deno.test("where all commands interfere stamps change little, and neither for good nor for bad", () => {
  const runs = [1, 2, 3, 4].map((seed) => withStamps({ ...load, conflict: 1, seed }));
  const gains = runs.map(({ atOnce, stamped }) => stamped.fast - atOnce.fast);
  assert(gains.every((gain) => Math.abs(gain) < 0.1), `${gains}`);
  const tails = runs.map(({ atOnce, stamped }) => stamped.executeMs[1] - atOnce.executeMs[1]);
  assert(
    runs.some(({ atOnce, stamped }) => stamped.executeMs[1] !== atOnce.executeMs[1]),
    `${tails}`,
  );
});

Deno.test("there must be something to compare", () => {
  assertThrows(() => withStamps({ ...load, conflict: 0 }), RangeError, "given none");
});
