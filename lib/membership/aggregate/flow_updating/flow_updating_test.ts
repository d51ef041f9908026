import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Fault } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { overlay } from "../../gossip/partners.ts";
import { estimateOf, flowUpdating, type State } from "./flow_updating.ts";

/** A ring of twelve, in which each node knows two on either side. */
const ring = Array.from(
  { length: 12 },
  (_, node) => [-2, -1, 1, 2].map((step) => (node + step + 12) % 12),
);

/** A world of twelve nodes whose network loses and doubles, until it is healed. */
function world(faults: readonly Fault[], patienceMs = Infinity) {
  return new World({
    protocol: flowUpdating({ partners: overlay(ring), patienceMs }),
    nodes: 12,
    seed: 1,
    network: { latency: uniform(1, 40), loss: 0.2, duplication: 0.2 },
    faults,
    trace: "none",
  });
}

const estimates = (states: readonly (Readonly<State> | undefined)[]) =>
  states.flatMap((s) => s === undefined ? [] : [estimateOf(s)]);

Deno.test("flow-updating: loss and duplication do no lasting harm", () => {
  const trial = world([]);
  trial.run(3000);
  trial.heal();
  trial.run(5000);
  for (const estimate of estimates(trial.states)) assertAlmostEquals(estimate, 5.5, 1e-3);
});

Deno.test("flow-updating: in calm weather flows between two nodes cancel each other", () => {
  const trial = world([]);
  trial.heal();
  trial.run(10_000);
  for (const [node, s] of trial.states.entries()) {
    for (const [other, { flow }] of s!.flows) {
      const back = trial.states[other]!.flows.get(node)!.flow;
      assertAlmostEquals(flow, -back, 1e-6);
    }
  }
});

Deno.test("flow-updating: a node that crashes and forgets is given its flows back", () => {
  const trial = world([{ kind: "crash", at: 1500, node: 11, downMs: 300 }]);
  trial.run(3000);
  trial.heal();
  trial.run(5000);
  for (const estimate of estimates(trial.states)) assertAlmostEquals(estimate, 5.5, 1e-3);
});

Deno.test("flow-updating: who is gone for good is left out of the average, where somebody looks", () => {
  const trial = world([{ kind: "crash", at: 1500, node: 11 }], 3000);
  trial.run(3000);
  trial.reshape({ latency: uniform(1, 40) });
  trial.run(12_000);
  const left = estimates(trial.states);
  assertEquals(left.length, 11);
  // The mean of 0 to 10.
  for (const estimate of left) assert(Math.abs(estimate - 5) < 0.05, `${estimate}`);
});

Deno.test("flow-updating: who answers and never calls is not taken for dead", () => {
  const world = new World({
    protocol: flowUpdating({ partners: ({ self }) => self === 0 ? [1] : [], patienceMs: 300 }),
    nodes: 2,
    seed: 1,
  });
  world.run(300);
  for (let ms = 0; ms < 1000; ms++) {
    world.run(1);
    assertEquals(world.states.map((s) => estimateOf(s!)), [0.5, 0.5]);
  }
});
