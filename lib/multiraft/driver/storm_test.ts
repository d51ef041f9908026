import { assert, assertEquals } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { register } from "../../check/spec/register.ts";
import { latest } from "../../consensus/raft/configuration.ts";
import type { Fault } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { registersOf, workloadOf } from "./kit/clients.ts";
import { evenRanges, isWhole, keyOf, leadersOf, nodesUpTo, softOf, worldOf } from "./kit/stage.ts";

const nodes = 7;

/** A node crashes, or is cut off, every few seconds. */
function faultsOf(seed: number): Fault[] {
  const random = new Random(seed);
  return Array.from({ length: 6 }, (_, i): Fault => {
    const at = 4000 + 4000 * i + random.below(2000), node = random.below(nodes);
    if (random.below(3) > 0) return { kind: "crash", at, node, downMs: 300 + random.below(9000) };
    const others = nodesUpTo(nodes).filter((each) => each !== node);
    return { kind: "partition", at, forMs: 500 + random.below(5000), sides: [[node], others] };
  });
}

for (let seed = 1; seed <= 6; seed++) {
  Deno.test(`splits, merges and moves in bad weather lose nothing, and end in order: seed ${seed}`, () => {
    const world = worldOf({
      seed,
      options: {
        ranges: evenRanges({ groups: 5, nodes: nodesUpTo(5) }),
        sleepAfter: seed % 2 === 0 ? Infinity : 4,
        driver: {
          members: [0, 1, 2, 3, 4],
          splitBytes: 900,
          splitOps: 30,
          mergeBytes: 400,
          mergeAfterMs: 2000,
          halfLifeMs: 1500,
        },
      },
      nodes,
      faults: faultsOf(seed),
      workload: workloadOf({
        keys: Array.from({ length: 37 }, (_, i) => keyOf(13 * i)),
        clients: 6,
        each: 100,
        bytes: 60,
      }),
      network: {
        latency: uniform(0.5, 4),
        loss: 0.01,
        duplication: 0.01,
        copyLatency: uniform(1, 300),
        // What a client says twice, it asks for twice: gateways number what they are asked.
        types: { ask: { duplication: 0 } },
      },
    });
    world.run(35_000);
    world.heal();
    world.run(45_000);
    assertEquals(world.violation, undefined);
    const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
    assertEquals(verdict.verdict, "ok");
    assert(world.history.filter(({ outcome }) => outcome === "ok").length > 500);
    assert(isWhole(world.states));
    for (const { group } of leadersOf(world.states)) {
      const { voters, learners } = latest(group.configurations).configuration;
      assertEquals([new Set(voters).size, learners], [3, []]);
    }
    assertEquals(softOf(world.states)!.operators.size, 0);
  });
}
