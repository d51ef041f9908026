import { assert, assertEquals } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { register } from "../../check/spec/register.ts";
import { registersOf, workloadOf } from "./kit/clients.ts";
import { evenRanges, isWhole, keyOf, leadersOf, nodesUpTo, softOf, worldOf } from "./kit/stage.ts";

Deno.test("all nodes are restarted, one after another: clients are served, and nothing is lost", () => {
  const nodes = 5, keys = Array.from({ length: 10 }, (_, i) => keyOf(100 * i + 3));
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 10, nodes: nodesUpTo(nodes) }),
      driver: { members: [0, 1, 2] },
    },
    nodes,
    workload: workloadOf({ keys, each: 200, everyMs: 300 }),
  });
  world.run(5000);
  for (const node of nodesUpTo(nodes)) {
    world.tell(node, { type: "decide", node, standing: "draining" });
    const leads = () => leadersOf(world.states).some((leader) => leader.node === node);
    for (let i = 0; i < 100 && leads(); i++) world.run(100);
    assert(!leads(), `node ${node} still leads`);
    world.inject({ kind: "crash", at: 0, node, downMs: 1000 });
    world.run(3000);
    world.tell(node, { type: "decide", node, standing: "up" });
    world.run(3000);
  }
  world.run(60_000);
  assertEquals(world.clientsBusy, false);
  // Leaders had gone before: nobody waited for an election. Only who asked the node itself got no
  // answer.
  const slow = world.history.filter(({ invokedAt, endedAt, outcome }) =>
    outcome === "ok" && endedAt - invokedAt > 700
  );
  assertEquals(slow.map(({ input, invokedAt }) => ({ input, invokedAt })), []);
  assert(world.history.filter(({ outcome }) => outcome === "ok").length > 780);
  assertEquals(world.states.map((s) => s!.replicas.size), [6, 6, 6, 6, 6]);
  const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
  assertEquals(verdict.verdict, "ok");
});

Deno.test("ranges that grow are split while clients write: all keys are there, and nothing is lost", () => {
  const keys = Array.from({ length: 60 }, (_, i) => keyOf(7 * i));
  const world = worldOf({
    options: {
      ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
      driver: { members: [0, 1, 2], splitBytes: 1000 },
    },
    nodes: 5,
    workload: workloadOf({ keys, clients: 6, each: 120, everyMs: 120, bytes: 200 }),
    faults: [{ kind: "crash", at: 7000, node: 1, downMs: 2500 }],
  });
  world.run(60_000);
  assertEquals(world.violation, undefined);
  assert(isWhole(world.states));
  const leaders = leadersOf(world.states);
  assert(leaders.length >= 6, `${leaders.length} ranges`);
  for (const { group } of leaders) assert(group.machine.data.bytes <= 1300);
  // Numbers of groups are given once.
  assertEquals(new Set(leaders.map(({ group }) => group.machine.group)).size, leaders.length);
  const sizes = world.states.map((s) => s!.replicas.size);
  assert(Math.max(...sizes) - Math.min(...sizes) <= 2, sizes.join());
  const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
  assertEquals(verdict.verdict, "ok");
});

Deno.test("ranges that are small and cold are merged, and what is merged is all there", () => {
  const keys = Array.from({ length: 8 }, (_, i) => keyOf(100 * i + 3));
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 8, nodes: nodesUpTo(4) }),
      driver: { members: [0, 1, 2], mergeBytes: 10_000, mergeAfterMs: 3000 },
    },
    nodes: 4,
    workload: workloadOf({ keys, each: 80 }),
  });
  world.run(60_000);
  assertEquals(world.violation, undefined);
  assertEquals(leadersOf(world.states).length, 1);
  assert(isWhole(world.states));
  assertEquals(softOf(world.states)!.ends.get("merge cold done"), 7);
  const verdict = linearizable(registersOf(world.history), register(), { steps: 5_000_000 });
  assertEquals(verdict.verdict, "ok");
});

Deno.test("a node that was lost and comes back gives up what others have got", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 8, nodes: nodesUpTo(5) }),
      sleepAfter: 3,
      driver: { members: [0, 1, 2], reportMs: 200, restsOtherwise: true },
    },
    nodes: 5,
  });
  world.run(5000);
  const had = world.states[4]!.replicas.size;
  assert(had > 0);
  // It is cut off and goes on sleeping: nobody but the driver will tell it.
  const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[4], [0, 1, 2, 3]] } as const;
  world.inject(cut);
  world.run(20_000);
  world.lift(cut);
  world.run(5000);
  assertEquals(world.states[4]!.replicas.size, 0);
  assertEquals(softOf(world.states)!.heard.has(4), true);
});

Deno.test("a node that restarts in time is not taken for lost, and nothing is moved", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 10, nodes: nodesUpTo(5) }),
      driver: { members: [0, 1, 2] },
    },
    nodes: 5,
    faults: [{ kind: "crash", at: 20_000, node: 4, downMs: 1000 }],
  });
  world.run(40_000);
  for (const end of softOf(world.states)!.ends.keys()) assert(end.startsWith("transfer"), end);
  assertEquals(world.states.map((s) => s!.replicas.size), [6, 6, 6, 6, 6]);
});

Deno.test("a node that is to go for good is emptied while it serves", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 10, nodes: nodesUpTo(5) }),
      driver: { members: [0, 1, 2] },
    },
    nodes: 5,
  });
  world.run(5000);
  world.tell(1, { type: "decide", node: 3, standing: "gone" });
  world.run(20_000);
  assertEquals(world.states[3]!.replicas.size, 0);
  assert(isWhole(world.states));
  assertEquals(world.states.reduce((sum, s) => sum + s!.replicas.size, 0), 30);
});

Deno.test("ranges get more replicas when they shall, and lose them again", () => {
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 6, nodes: nodesUpTo(6) }),
      driver: { members: [0, 1, 2] },
    },
    nodes: 6,
  });
  world.run(5000);
  for (const count of [5, 3]) {
    world.tell(4, { type: "replicas", count });
    world.run(30_000);
    assertEquals(world.states.map((s) => s!.replicas.size), Array(6).fill(count));
    assertEquals(softOf(world.states)!.operators.size, 0);
  }
});
