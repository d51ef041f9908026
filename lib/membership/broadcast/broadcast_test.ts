import { assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { mixed } from "../hyparview/storms.ts";
import { whyNotAll } from "../plumtree/spanning.ts";
import { broadcast } from "./broadcast.ts";

/** Nodes with small views, of which the last joins after all others. */
function some(lifeMs: number) {
  return new World({
    protocol: broadcast({ views: { ...mixed, gapMs: 100 }, tree: { lifeMs } }),
    nodes: 11,
    seed: 1,
    trace: "none",
    network: { latency: uniform(1, 20) },
  });
}

Deno.test("who joins hears of what others still hold, and of nothing older", () => {
  const counts = [60_000, 300].map((lifeMs) => {
    const world = some(lifeMs);
    world.run(500);
    world.tell(0, { type: "broadcast", payload: "before" });
    world.run(3000);
    world.tell(0, { type: "broadcast", payload: "after" });
    world.run(1000);
    return world.states[10]!.tree.log.map(({ payload }) => payload);
  });
  assertEquals(counts, [["before", "after"], ["after"]]);
});

Deno.test("an application takes broadcasts in the step in which they come", () => {
  const took = new Map<number, unknown[]>();
  const world = new World({
    protocol: broadcast({ views: mixed }, {}, (_, { payload }, io) => {
      took.set(io.self, [...took.get(io.self) ?? [], payload]);
    }),
    nodes: 7,
    seed: 1,
    trace: "none",
    network: { latency: uniform(1, 20) },
  });
  world.run(2000);
  for (const payload of ["a", "b"]) world.tell(3, { type: "broadcast", payload });
  world.run(2000);
  assertEquals(
    [...took.values()].map((all) => all.sort()),
    Array.from({ length: 7 }, () => ["a", "b"]),
  );
  // Nothing is logged besides.
  assertEquals(world.states.map((s) => s!.tree.log.length), [0, 0, 0, 0, 0, 0, 0]);
});

Deno.test("a clock that jumps makes no broadcast come twice", () => {
  const world = some(2000);
  world.run(2000);
  for (let i = 0; i < 20; i++) {
    world.inject({ kind: "clock", at: 0, node: i % 11, jumpMs: (i % 2 === 0 ? 1 : -1) * 5000 });
    world.tell(i % 11, { type: "broadcast", payload: i });
    world.run(300);
  }
  assertEquals(whyNotAll(world.states), undefined);
  for (const s of world.states) assertEquals(s!.tree.log.length, 20);
});
