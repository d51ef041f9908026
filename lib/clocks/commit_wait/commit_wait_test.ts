import { assert, assertEquals } from "@std/assert";
import { counts } from "../../model/limits_test.ts";
import { World } from "../../sim/world.ts";
import { type Commit, commitWait, rules } from "./commit_wait.ts";
import { externalConsistency } from "./invariants.ts";

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

Deno.test("whatever clocks show, and however many commit at once, each is answered when its stamp has passed", () => {
  for (const shown of [...counts.filter((count) => count < 2 ** 42), -1e6]) {
    const many = shown === 0 ? 300 : 3;
    const world = new World({
      protocol: commitWait(),
      nodes: 3,
      // As far apart as they may be.
      clocks: { set: [5, -5, 0].map((apart) => ({ offsetMs: shown + apart })) },
      clients: {
        workload: Array.from({ length: many }, (_, input) => [{ input }, { input: input + many }]),
        ask: (): Commit => ({ type: "commit" }),
        to: ({ client, sequence }) => (client + sequence) % 3,
        link: "local",
      },
      seed: 1,
      trace: "none",
    });
    world.run(100, () => !world.clientsBusy);
    assertEquals(externalConsistency.check(world.snapshot()), undefined, `${shown}`);
    assertEquals(world.history.length, 2 * many);
    assert(world.states.every((s) => s!.waiting.length === 0));
    for (const { invokedAt, endedAt, outcome } of world.history) {
      assertEquals(outcome, "ok");
      assert(endedAt - invokedAt > 10 - 0.01 && endedAt - invokedAt < 10 + 0.5, `${shown}`);
    }
  }
});
