import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { schedules, workloads } from "./arbitrary.ts";
import { assertFault, type Fault } from "./fault.ts";
import { noter } from "./noter_test.ts";
import { World } from "./world.ts";

const seeded = { seed: 1, numRuns: 300 };

Deno.test("a world accepts every arbitrary schedule", () => {
  const drawn = fc.integer({ min: 1, max: 5 }).chain((nodes) =>
    fc.tuple(fc.constant(nodes), schedules({ nodes, untilMs: 50, wipes: true }))
  );
  const kinds = new Set<Fault["kind"]>();
  fc.assert(
    fc.property(drawn, ([nodes, faults]) => {
      for (const fault of faults) {
        kinds.add(fault.kind);
        assertFault(fault, nodes);
      }
      const world = new World({ protocol: noter, nodes, seed: 1, faults });
      assert(world.run(200));
    }),
    seeded,
  );
  assertEquals(kinds.size, 11, "every kind of fault was drawn");
});

Deno.test("schedules keep to their options", () => {
  const options = {
    nodes: 2,
    untilMs: 30,
    kinds: ["lose", "pause"],
    maxFaults: 3,
    maxNth: 4,
  } as const;
  fc.assert(
    fc.property(schedules(options), (schedule) => {
      assert(schedule.length <= 3);
      for (const fault of schedule) {
        if (fault.kind === "lose") assert(fault.nth <= 4);
        else assert(fault.kind === "pause" && fault.at <= 30);
      }
    }),
    seeded,
  );
});

Deno.test("a failing property over schedules shrinks to the fault that matters, at its smallest", () => {
  const { counterexample } = fc.check(
    fc.property(schedules({ nodes: 3, untilMs: 100 }), (schedule) => {
      return !schedule.some((fault) => fault.kind === "crash" && fault.at >= 17);
    }),
    { seed: 1, numRuns: 1000 },
  );
  assertEquals(counterexample, [[
    { kind: "crash", at: 17, node: 0, downMs: 1, unsynced: "lost" },
  ]]);
});

Deno.test("workloads have a list for each client, within their bounds", () => {
  const options = { clients: 3, maxAsks: 4, untilMs: 20 };
  fc.assert(
    fc.property(workloads(options, fc.constant("x")), (workload) => {
      assertEquals(workload.length, 3);
      for (const asks of workload) {
        assert(asks.length <= 4);
        assert(asks.every(({ input, at }) => input === "x" && at! >= 0 && at! <= 20));
      }
    }),
    seeded,
  );
});
