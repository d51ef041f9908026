import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { heartbeatCosts } from "./cost.ts";
import { longestOf, phiCurves, WINDOW_NAMES } from "./curve.ts";
import { lookAlike, viewOf } from "./impossible.ts";
import { listen, replay } from "./arrivals.ts";
import { NETWORK_NAMES, NETWORKS } from "./networks.ts";
import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { derivedFrom, qualityOf } from "../../../membership/detector/quality.ts";
import { BOUND_MS, GST_MS, partialSynchrony } from "./partial_synchrony.ts";
import { neverEnough, patient } from "./patience.ts";
import { World } from "../../../sim/world.ts";
import { type Family, roomByFloor, type TradeOff, tradeOffs } from "./tradeoff.ts";

const rows = tradeOffs(NETWORK_NAMES, 3000);
const rowsOf = (network: string, family: Family): TradeOff[] =>
  rows.filter((row) => row.network === network && row.family === family);
const families = [...new Set(rows.map(({ family }) => family))];

Deno.test("trade-off: in each family, who waits longer is slower and errs no more often", () => {
  for (const network of NETWORK_NAMES) {
    for (const family of families) {
      const own = rowsOf(network, family);
      for (const [i, row] of own.entries()) {
        if (i === 0) continue;
        assert(row.detectionMs > own[i - 1]!.detectionMs, `${network}, ${family}`);
        assert(row.mistakesPerHour <= own[i - 1]!.mistakesPerHour, `${network}, ${family}`);
      }
    }
  }
});

Deno.test("trade-off: with φ 8 one in a room is noticed five times as fast as one on a continent, with no mistake", () => {
  const eight = (network: string) => rowsOf(network, "φ").find(({ parameter }) => parameter === 8)!;
  const room = eight("a room"), continent = eight("a continent");
  assertEquals([room.mistakesPerHour, continent.mistakesPerHour], [0, 0]);
  assert(continent.detectionMs > 5 * room.detectionMs);
});

Deno.test("trade-off: whoever waits less than the longest pause is wrong about it, however its wait came about", () => {
  for (const family of families) {
    for (const { detectionMs, mistakesPerHour } of rowsOf("pauses", family)) {
      // A pause ends at most 600 ms after a heartbeat was due, so 700 after the last, and 650 after a crash halfway.
      if (detectionMs < 500) assert(mistakesPerHour > 20, `${family}: ${mistakesPerHour}`);
      if (detectionMs > 650) assertEquals(mistakesPerHour, 0);
    }
  }
  assert(rowsOf("pauses", "fixed timeout").some(({ mistakesPerHour }) => mistakesPerHour === 0));
});

Deno.test("trade-off: at a low threshold, φ that learns only from what came in time is wrong most of the time", () => {
  const [strict] = rowsOf("a continent", "φ, in time only"),
    [published] = rowsOf("a continent", "φ");
  assert(strict!.queryAccuracy < 0.5, `${strict!.queryAccuracy}`);
  assert(published!.queryAccuracy > 0.9, `${published!.queryAccuracy}`);
});

Deno.test("trade-off: in a room it is the least σ that decides how fast φ 8 is", () => {
  const [one, ten, hundred] = roomByFloor([1, 10, 100]).map(({ detectionMs }) => detectionMs);
  assertAlmostEquals(one!, 57, 1);
  assertAlmostEquals(ten!, 107, 1);
  assertAlmostEquals(hundred!, 612, 1);
});

Deno.test("trade-off: what is measured in a long run is what follows from how mistakes recur (Chen et al. 2002)", () => {
  const quality = qualityOf(replay(fixed(150), listen(NETWORKS["a continent"], 20_000)), {
    pairs: (by) => by === 0,
  });
  const derived = derivedFrom(quality);
  assert(quality.mistakes > 1000);
  assertAlmostEquals(derived.mistakeRate / quality.mistakeRate, 1, 0.001);
  assertAlmostEquals(derived.queryAccuracy, quality.queryAccuracy, 1e-4);
});

Deno.test("curve: φ rises with the silence, and the faster the evener the window is", () => {
  const at = (window: string, silentMs: number) =>
    phiCurves().find((point) => point.window === window && point.silentMs === silentMs)!.phi;
  for (const window of WINDOW_NAMES) {
    const points = phiCurves([window]);
    assert(points.every(({ phi }, i) => i === 0 || phi >= points[i - 1]!.phi));
  }
  for (const window of ["a room", "a continent", "pauses, none of late"]) {
    assertAlmostEquals(at(window, 100), Math.log10(2), 0.05);
  }
  assert(at("a room", 110) > at("a continent", 110));
});

Deno.test("curve: pauses that the window does not hold are not seen in φ, and one that it holds makes φ slow", () => {
  const at = (window: string, silentMs: number) =>
    phiCurves().find((point) => point.window === window && point.silentMs === silentMs)!.phi;
  assert(longestOf("pauses, none of late") < 105);
  assert(longestOf("pauses, one of late") > 400);
  assert(Math.abs(at("pauses, none of late", 110) / at("a room", 110) - 1) < 0.2);
  assert(at("a room", 110) > 20);
  assert(at("pauses, one of late", 110) < 1);
});

Deno.test("cost: n nodes send n · (n − 1) messages a period; in a ring with three watchers 3 · n", () => {
  for (const { nodes, perPeriod, perNode } of heartbeatCosts([2, 5, 20])) {
    assertEquals([perPeriod, perNode], [nodes * (nodes - 1), nodes - 1]);
  }
  assertEquals(heartbeatCosts([2, 5, 20], 3).map(({ perNode }) => perNode), [1, 3, 3]);
});

Deno.test("impossible: node 0 sees the same of a crash as of lateness, until well after it had to decide", () => {
  for (const timeoutMs of [150, 250, 1000]) {
    const { crashed, slow, suspectedMs, differMs, same } = lookAlike(timeoutMs);
    assert(suspectedMs < differMs);
    const [left, right] = [viewOf(crashed, 0), viewOf(slow, 0)];
    assertEquals(left.slice(0, same), right.slice(0, same));
    assertEquals(right[same]!.kind, "deliver");
    // In one run node 1 is silent for good, in the other it has been well all the time.
    assertEquals(crashed.some(({ kind }) => kind === "crash"), true);
    assertEquals(slow.some(({ kind }) => kind === "crash"), false);
  }
});

Deno.test("impossible: a timeout that runs out while all is well is refused", () => {
  assertThrows(() => lookAlike(110), RangeError, "more than 110: given 110");
});

Deno.test("patience: no patience is enough, and each takes as many steps of both nodes to refute", () => {
  const found = neverEnough([1, 2, 3, 5]);
  assertEquals(found.map(({ steps }) => steps), [2, 4, 6, 10]);
  for (const { property, trace } of found) {
    assertEquals(property, "strong accuracy");
    assertEquals(trace.at(-1)!.kind, "violation");
  }
});

Deno.test("patience: where messages are in time, three steps are patience enough", () => {
  const world = new World({ protocol: patient(3), nodes: 2, seed: 1 });
  assertEquals(world.run(200, ({ states }) => states[1]!.suspected.size > 0), true);
  assertEquals(world.now, 200);
});

Deno.test("partial synchrony: a timeout below the bound errs for ever, one that grows errs finitely often and is ◇P", () => {
  const [fixed, growing] = partialSynchrony();
  assertEquals([fixed!.verdict.holds, growing!.verdict.holds], [false, true]);
  assert(growing!.lastMistakeMs > 0 && growing!.lastMistakeMs < GST_MS + 10 * BOUND_MS);
  assert(fixed!.mistakes.every(({ count }) => count > 0));
  assertEquals(growing!.mistakes.slice(15).every(({ count }) => count === 0), true);
});
