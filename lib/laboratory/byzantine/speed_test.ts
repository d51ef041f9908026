import { assert, assertEquals, assertThrows } from "@std/assert";
import { delaysOf, rateOf, readDelays } from "./speed.ts";

Deno.test("speed: five delays with PBFT, nine with HotStuff, seven with two phases, two for a read at once", () => {
  for (const replicas of [4, 7]) {
    const delays = (["pbft", "hotstuff-basic", "hotstuff", "hotstuff-2"] as const)
      .map((way) => delaysOf(way, replicas));
    assertEquals(delays, [5, 9, 9, 7]);
    assertEquals(readDelays(replicas), 2);
  }
});

Deno.test("speed: batches share messages until all clients fit into one", () => {
  for (const way of ["pbft", "hotstuff-basic", "hotstuff", "hotstuff-2"] as const) {
    const [one, four, all] = [1, 4, 64].map((maxBatch) => rateOf(way, 4, { maxBatch }));
    assert(four!.perSecond > 3 * one!.perSecond, way);
    assert(all!.perSecond > four!.perSecond, way);
    assert(all!.messagesAtTheBusiest < one!.messagesAtTheBusiest / 3, way);
  }
  assert(rateOf("pbft", 4, { maxBatch: 1, window: 8 }).perSecond > 200, "a window does the same");
});

Deno.test("speed: loads that are none are refused", () => {
  assertThrows(
    () => rateOf("pbft", 4, { maxBatch: 0 }),
    RangeError,
    "Cannot measure how much is done because maxBatch must be a whole number from 1 to 256: given 0",
  );
  assertThrows(() => delaysOf("pbft", 3), RangeError);
});
