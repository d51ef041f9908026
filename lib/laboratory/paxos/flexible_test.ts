import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { grid, majorities, sized } from "../../replicated/quorum/system.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { bySize, measureFlexible } from "./flexible.ts";

const few = { commands: 40, elections: 5 };

Deno.test("where messages take 5 ms, both phases take a round trip, or none where the leader is enough", () => {
  const measured = (phase1: number, phase2: number) =>
    measureFlexible({ ...few, nodes: 3, quorums: sized(phase1, phase2), latency: constant(5) });
  const two = measured(2, 2), one = measured(3, 1);
  assertEquals(two.commandMs, { mean: 10, median: 10, p95: 10 });
  assertEquals(two.phase1Ms, { mean: 10, median: 10, p95: 10 });
  assertEquals(one.commandMs.p95, 0);
  assertEquals(one.phase1Ms.mean, 10);
});

Deno.test("the fewer decide, the quicker they do, and the longer it takes to take over", () => {
  const setting = {
    ...few,
    nodes: 10,
    latency: uniform(1, 9),
    far: { count: 4, latency: uniform(20, 30) },
  };
  const all = bySize(10).map((quorums) => measureFlexible({ ...setting, quorums }));
  assertEquals(all.length, 10);
  for (let i = 1; i < 10; i++) {
    assert(all[i]!.commandMs.mean > all[i - 1]!.commandMs.mean, all[i]!.words);
    assert(all[i]!.phase1Ms.mean < all[i - 1]!.phase1Ms.mean, all[i]!.words);
  }
  const three = all[2]!, most = measureFlexible({ ...setting, quorums: majorities });
  assertEquals(three.words, "8 of 10 to take over, 3 to decide");
  assertEquals([three.takesOver.any, three.decides.any], [2, 7]);
  assertEquals([most.takesOver.any, most.decides.any], [4, 4]);
  assert(three.commandMs.p95 < 20 && three.phase1Ms.median > 40, "8 of 10 include a far server");
  assert(most.commandMs.p95 < 20 && most.phase1Ms.p95 < 20, "6 of 10 need none");
});

Deno.test("in a grid, who is lost matters, and the commands are decided by one of each row", () => {
  const measured = measureFlexible({
    ...few,
    nodes: 6,
    quorums: grid(3),
    latency: constant(5),
    far: { count: 3, latency: constant(20) },
  });
  assertEquals(measured.takesOver, { any: 1, some: 3 });
  assertEquals(measured.decides, { any: 2, some: 4 });
  assertEquals(measured.phase1Ms.mean, 10, "its own row is near");
  assertAlmostEquals(measured.commandMs.mean, 40, 1e-9, "the other row is far");
});
