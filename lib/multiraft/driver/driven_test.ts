import { assert, assertEquals } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { register } from "../../check/spec/register.ts";
import { latest } from "../../consensus/raft/configuration.ts";
import { registersOf, workloadOf } from "./kit/clients.ts";
import {
  evenRanges,
  isWhole,
  keyOf,
  leadersOf,
  nodesUpTo,
  racksOf,
  softOf,
  worldOf,
} from "./kit/stage.ts";
import type { DrivenWorld } from "./kit/stage.ts";

function votersOf(world: DrivenWorld): (readonly number[])[] {
  return leadersOf(world.states).map(({ group }) =>
    latest(group.configurations).configuration.voters
  );
}

function assertLinearizable(world: DrivenWorld): void {
  const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
  assertEquals(verdict.verdict, "ok");
}

const keys = Array.from({ length: 8 }, (_, i) => keyOf(100 * i + 7));

Deno.test("a node dies: all of its ranges have all replicas again, elsewhere, and nothing is lost", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 8, nodes: nodesUpTo(5) }),
      sleepAfter: 5,
      driver: { members: [0, 1, 2] },
    },
    nodes: 5,
    faults: [{ kind: "crash", at: 6000, node: 3 }],
    workload: workloadOf({ keys }),
    strict: true,
  });
  world.run(45_000);
  assertEquals(world.violation, undefined);
  const voters = votersOf(world);
  assertEquals(voters.length, 8);
  for (const each of voters) assert(each.length === 3 && !each.includes(3), each.join());
  assertEquals(world.history.length, 240);
  assertLinearizable(world);
});

Deno.test("a rack dies: all ranges have all replicas again, in distinct racks", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 12, nodes: [0, 2, 4, 6, 1, 3, 5, 7] }),
      driver: { members: [0, 2, 4], siteOf: racksOf(2) },
    },
    nodes: 8,
    faults: [6, 7].map((node) => ({ kind: "crash", at: 6000, node } as const)),
    workload: workloadOf({ keys }),
  });
  world.run(40_000);
  for (const each of votersOf(world)) {
    assertEquals(each.length, 3);
    assertEquals(new Set(each.map((node) => node >> 1)).size, 3, each.join());
    assert(!each.includes(6) && !each.includes(7));
  }
  assertLinearizable(world);
});

Deno.test("what is balanced gets no orders, however long", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 12, nodes: nodesUpTo(6) }),
      driver: { members: [0, 1, 2] },
    },
    nodes: 6,
    workload: workloadOf({ keys }),
  });
  world.run(10_000);
  const before = [...softOf(world.states)!.ends];
  world.run(60_000);
  assertEquals([...softOf(world.states)!.ends], before);
  assertEquals(softOf(world.states)!.operators.size, 0);
});

Deno.test("new nodes get their part", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 12, nodes: [0, 1, 2] }),
      driver: { members: [0, 1, 2] },
    },
    nodes: 6,
  });
  world.run(30_000);
  assertEquals(world.states.map((s) => s!.replicas.size), [6, 6, 6, 6, 6, 6]);
  const leads = nodesUpTo(6).map((node) =>
    leadersOf(world.states).filter((leader) => leader.node === node).length
  );
  assertEquals(leads, [2, 2, 2, 2, 2, 2]);
});

Deno.test("the leader of the driver dies in the middle of operators: nothing is doubled", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 12, nodes: [0, 1, 2] }),
      driver: { members: [0, 1, 2, 3, 4] },
    },
    nodes: 6,
    workload: workloadOf({ keys }),
  });
  const most = { voters: 0, learners: 0 };
  const look = () => {
    for (const { group } of leadersOf(world.states)) {
      const { configuration: { voters, learners } } = latest(group.configurations);
      most.voters = Math.max(most.voters, voters.length);
      most.learners = Math.max(most.learners, learners.length);
    }
  };
  for (let kills = 0; kills < 4; kills++) {
    for (let i = 0; i < 4000 && (softOf(world.states)?.operators.size ?? 0) === 0; i++) {
      world.run(1);
      look();
    }
    const leader = world.states.findIndex((s) => s?.driver.soft);
    if (leader < 0) continue;
    world.inject({ kind: "crash", at: 0, node: leader, downMs: 800 });
    // A learner that is caught up at once is a learner for some milliseconds.
    for (let i = 0; i < 1500; i++) {
      world.run(1);
      look();
    }
  }
  world.run(40_000);
  look();
  assertEquals(most, { voters: 3, learners: 1 });
  const sizes = world.states.map((s) => s!.replicas.size);
  assertEquals(sizes.reduce((a, b) => a + b, 0), 36);
  assert(Math.max(...sizes) - Math.min(...sizes) <= 2, sizes.join());
  assert(isWhole(world.states));
  assertLinearizable(world);
});

Deno.test("groups that sleep and lose their leader have another soon (tikv#16429, #9505)", () => {
  const reportMs = 500, lostMs = 3 * reportMs;
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 20, nodes: nodesUpTo(5) }),
      sleepAfter: 3,
      driver: { members: [0, 1, 2], reportMs, downMs: 1e9 },
    },
    nodes: 5,
  });
  world.run(8000);
  const led = leadersOf(world.states).filter(({ node }) => node === 4).map(({ group }) =>
    group.machine.group
  );
  assertEquals(led.length, 4);
  for (const s of world.states) {
    assert([...s!.replicas.values()].every(({ asleepSince }) => asleepSince !== null));
  }
  world.inject({ kind: "crash", at: 0, node: 4 });
  // Lost, told with the next report, and then an election like any other.
  world.run(lostMs + reportMs + 2 * 600 + 200);
  const leads = leadersOf(world.states).map(({ group }) => group.machine.group);
  assertEquals(led.filter((group) => !leads.includes(group)), []);
});
