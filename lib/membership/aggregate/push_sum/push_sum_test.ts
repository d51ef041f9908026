import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { uniform } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { massIsConserved } from "./invariants.ts";
import { type Aggregate, estimate, pushSum, type Settings, type State } from "./push_sum.ts";

/** What nodes have after a while, some of it still on its way. */
function after(forMs: number, settings: Partial<Settings>, loss = 0): State[] {
  const world = new World({
    protocol: pushSum(settings),
    nodes: 12,
    seed: 1,
    network: { latency: uniform(1, 30), loss },
    invariants: [massIsConserved],
    trace: "none",
  });
  world.run(forMs);
  assertEquals(world.violation, undefined);
  return world.states.map((s) => s!);
}

Deno.test("push-sum: the average, the sum and the count, by what nodes are born with", () => {
  const truth: Record<Aggregate, number> = { average: 5.5, sum: 66, count: 12 };
  for (const what of ["average", "sum", "count"] as const) {
    for (const s of after(6000, { what })) {
      assert(Math.abs(estimate(s) / truth[what] - 1) < 1e-6, `${what}: ${estimate(s)}`);
    }
  }
});

Deno.test("push-sum: before any weight has come there is no estimate", () => {
  const states = after(0, { what: "sum" });
  assertEquals(states.map(estimate).filter(Number.isNaN).length, 11);
});

Deno.test("push-sum: whatever nodes are born with, when it is over all have it together", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
    minLength: 12,
    maxLength: 12,
  });
  fc.assert(
    fc.property(values, (values) => {
      const states = after(2000, { value: (node) => values[node]!, rounds: 8 });
      const total = (of: (s: State) => number) => states.reduce((sum, s) => sum + of(s), 0);
      assertAlmostEquals(total((s) => s.sum), values.reduce((a, b) => a + b, 0), 1e-6);
      assertAlmostEquals(total((s) => s.weight), 12, 1e-9);
    }),
    { numRuns: 20 },
  );
});

Deno.test("push-sum: a lost share is lost mass, of the sum and of the weight", () => {
  const weight = after(4000, {}, 0.2).reduce((sum, s) => sum + s.weight, 0);
  assert(weight < 4 && weight > 0, `${weight}`);
});

Deno.test("push-sum: a node that crashes takes its mass along, and is born with its own again", () => {
  const world = new World({
    protocol: pushSum(),
    nodes: 12,
    seed: 1,
    network: { latency: uniform(1, 30) },
    faults: [{ kind: "crash", at: 1000, node: 11, downMs: 200 }],
    trace: "none",
  });
  world.run(8000);
  const states = world.states.map((s) => s!), [first] = states;
  const agreed = estimate(first!);
  // All agree, and not on 5.5: node 11 has been counted twice, and what others had given to it not at all.
  for (const s of states) assertAlmostEquals(estimate(s), agreed, 1e-6);
  assert(Math.abs(agreed - 5.5) > 0.1, `${agreed}`);
});

Deno.test("push-sum: a node that is alone keeps all that it has", () => {
  const world = new World({ protocol: pushSum({ value: () => 8 }), nodes: 1, seed: 1 });
  world.run(2000);
  assertEquals([world.states[0]!.sum, world.states[0]!.weight, world.messages], [8, 1, 0]);
});

Deno.test("push-sum: nodes send as many shares as they have rounds", () => {
  const world = new World({ protocol: pushSum({ rounds: 3 }), nodes: 4, seed: 1 });
  world.run(10_000);
  assertEquals([world.messages, world.pending], [12, 0]);
});
