import { assert, assertEquals } from "@std/assert";
import { World } from "../../sim/world.ts";
import { type Commit, commitWait, rules } from "./commit_wait.ts";

Deno.test("a commit waits for twice what its clock does not know then, however that changes", () => {
  const world = new World({
    protocol: commitWait({ ...rules, epsilonMs: (reading) => 1 + reading / 1000 }),
    nodes: 1,
    clients: {
      workload: [[0, 1000, 4000].map((at) => ({ input: at, at }))],
      ask: (): Commit => ({ type: "commit" }),
      link: "local",
    },
    seed: 1,
    trace: "none",
  });
  world.run(5000);
  const waits = world.history.map(({ invokedAt, endedAt }) => endedAt - invokedAt);
  assertEquals(waits.map(Math.round), [2, 4, 10]);
  for (const { invokedAt, output } of world.history) {
    assert(Math.abs((output as number) - (invokedAt + 1 + invokedAt / 1000)) < 0.01);
  }
});
