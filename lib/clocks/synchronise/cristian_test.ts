import { assert, assertEquals } from "@std/assert";
import { counts } from "../../model/limits_test.ts";
import { constant, exponential } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { cristian } from "./cristian.ts";

Deno.test("an answer is wrong by at most half of its round trip, less the shortest way", () => {
  for (const offsetMs of [-7, 0, 40]) {
    const world = new World({
      protocol: cristian(50),
      nodes: 3,
      network: { latency: exponential(1, 4) },
      clocks: { set: [{}, { offsetMs }, { offsetMs: 3 }] },
      seed: 1,
      trace: "none",
    });
    world.run(5000);
    for (const [node, ahead] of [[1, offsetMs], [2, 3]] as const) {
      const { estimates } = world.states[node]!;
      assert(estimates.length > 90);
      for (const { roundTrip, time, own } of estimates) {
        assert(Math.abs(time - (own - ahead)) <= roundTrip / 2 - 1 + 0.01);
      }
    }
  }
});

Deno.test("a clock that steps back in between measures a negative round trip", () => {
  const world = new World({
    protocol: cristian(100),
    nodes: 2,
    network: { latency: constant(5) },
    faults: [{ kind: "clock", at: 105, node: 1, jumpMs: -1000 }],
    seed: 1,
    trace: "none",
  });
  world.run(300);
  assertEquals(world.states[1]!.estimates.map(({ roundTrip }) => roundTrip), [10, -990, 10]);
});

Deno.test("estimates are as good whatever clocks show, for many clients that ask hundreds of times", () => {
  for (const shown of [...counts.filter((count) => count < 2 ** 42), -1e6]) {
    const nodes = shown === 0 ? 65 : 2, forMs = shown === 1 ? 300 : 20;
    const world = new World({
      protocol: cristian(1),
      nodes,
      network: { latency: constant(4) },
      clocks: { set: Array.from({ length: nodes }, (_, node) => ({ offsetMs: shown + 3 * node })) },
      seed: 1,
      trace: "none",
    });
    world.run(forMs);
    for (const [node, s] of world.states.entries()) {
      assertEquals(s!.estimates.length, node === 0 ? 0 : forMs - 8);
      for (const { roundTrip, time, own } of s!.estimates) {
        assertEquals([roundTrip, own - time], [8, 3 * node]);
      }
    }
  }
});
