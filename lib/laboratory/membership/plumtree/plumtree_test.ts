import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { State as View } from "../../../membership/hyparview/state.ts";
import { broadcastCost } from "./cost.ts";
import { broadcastsAroundFailure } from "./failures.ts";
import { optimisation } from "./optimisation.ts";
import { repair, shapeOf } from "./overlays.ts";

/** All payloads and announcements that a broadcast takes over a graph of n nodes of degree 5: one for each end of a link but the parent's. */
const all = (nodes: number) => 5 * nodes - (nodes - 1);

Deno.test("over a graph of degree 5, eager push floods it each time; Plumtree does so once, and is a tree from then on", () => {
  const rows = broadcastCost({ nodes: 300 });
  assertEquals(rows.length, 8);
  for (const { way, broadcast, payloads, control, grafts, redundancy, reached } of rows) {
    assertEquals([reached, grafts], [1, 0]);
    if (way === "eager push") assertEquals([payloads, control], [all(300), 0]);
    else if (broadcast === 1) assertEquals([payloads, control], [all(300), all(300) - 299]);
    else assertEquals([payloads, payloads + control, redundancy], [299, all(300), 0]);
  }
});

Deno.test("the tree is best for who made it: another's broadcasts make more hops", () => {
  const rows = broadcastCost({ nodes: 1000, ways: ["plumtree"], from: [0, 0, 1, 2, 3] });
  const own = rows[1]!.lastHop, others = rows.slice(2).map(({ lastHop }) => lastHop);
  assertEquals(rows[0]!.lastHop, own);
  for (const hops of others) assert(hops > own, `${hops}`);
});

Deno.test("over HyParView, broadcasts are nearly without redundancy, and reach everybody", () => {
  const [first, , third] = broadcastCost({ nodes: 300, over: "views", ways: ["plumtree"] });
  assertEquals([first!.reached, third!.reached], [1, 1]);
  assert(first!.redundancy > 2 && third!.redundancy < 0.1, `${third!.redundancy}`);
});

Deno.test("when half of the nodes crash, broadcasts reach few at first, and everybody in the end; the tree is mended", () => {
  const rows = broadcastsAroundFailure({ nodes: 300, share: 0.5, before: 3, after: 9 });
  const [, , before, first] = rows, last = rows.at(-1)!;
  assertEquals([before!.broadcast, first!.broadcast, last.broadcast], [-1, 1, 9]);
  assertEquals(before!.soon, 1);
  assert(first!.soon < 0.8, `${first!.soon}`);
  assert(rows.every(({ inTheEnd }) => inTheEnd === 1));
  assertEquals(last.soon, 1);
  assert(last.payloads < 1.1, `${last.payloads}`);
});

Deno.test("HyParView is in one piece again after nine nodes of ten have crashed", () => {
  const rows = repair({ nodes: 300, share: 0.9 });
  const [before, at] = rows, after = rows.at(-1)!;
  assertEquals([before!.shape.nodes, before!.shape.largest], [300, 1]);
  assert(at!.shape.largest < 0.5, `${at!.shape.largest}`);
  assertEquals([after.shape.nodes, after.shape.parts], [30, 1]);
  assert(before!.shape.degrees[5]! > 0.8 * 300, `${before!.shape.degrees}`);
});

Deno.test("degrees, clustering and distances of an overlay are those of its graph", () => {
  const view = (...active: number[]): View => ({
    active,
    silent: [],
    passive: [9, 4],
    asked: null,
    refused: 0,
    named: [],
  });
  // A triangle 0–1–2 with a tail 2–3; node 4 is alone, 5 is down, and 3 takes 4 for a neighbour by mistake.
  const views = [view(1, 2), view(0, 2), view(0, 1, 3), view(2, 4), view(), undefined];
  const { nodes, degrees, largest, parts, clustering, path, passive } = shapeOf(views);
  assertEquals([nodes, degrees, parts], [5, [1, 1, 2, 1], 2]);
  assertAlmostEquals(largest, 4 / 5);
  assertAlmostEquals(clustering, (1 + 1 + 1 / 3) / 5);
  assertAlmostEquals(path, (1 + 1 + 2 + 1 + 1 + 2 + 1 + 1 + 1 + 2 + 2 + 1) / 12);
  assertEquals(passive, 1);
});

Deno.test("with a threshold the tree comes to be as short for another node as it was for who made it", () => {
  const rows = optimisation({ nodes: 500, thresholds: [Infinity, 1] });
  const hops = (threshold: number) =>
    rows.filter((row) => row.threshold === threshold).map(({ lastHop }) => lastHop);
  const [never, soon] = [hops(Infinity), hops(1)];
  assert(never.at(-1)! > never[1]!, `${never}`);
  assert(soon.at(-1)! <= soon[1]!, `${soon}`);
  // Whatever changes places, a broadcast is sent to each node once.
  for (const { broadcast, payloads } of rows) if (broadcast > 1) assertEquals(payloads, 499);
});
