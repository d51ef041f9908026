import { assert, assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import type { WorldOptions } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { type State, viewOf } from "./state.ts";
import { lifeguard } from "./settings.ts";
import { swim } from "./swim.ts";

type Options = WorldOptions<State, Message, Timer, Saved>;

function worldOf(options: Partial<Options> & { readonly nodes: number }) {
  const network = { latency: uniform(1, 20) };
  return new World({ protocol: swim(), network, seed: 1, trace: "none", ...options });
}

Deno.test("swim: without loss a member sends two messages in a period, and nobody is suspected", () => {
  const world = worldOf({ protocol: swim({ syncMs: 0 }), nodes: 50 });
  world.run(1000);
  const before = world.messages;
  world.run(10_000);
  assertEquals((world.messages - before) / 500, 2);
  assert(world.states.every((s) => s!.known.size === 0 && s!.findings === 0));
});

Deno.test("swim: one who crashes is suspected, and dead when the suspicion is over, to all", () => {
  const world = worldOf({ nodes: 10, faults: [{ kind: "crash", at: 2000, node: 3 }] });
  const status = () => world.states.map((s) => s?.known.get(3)?.status);
  world.run(6000);
  assert(status().includes("suspect") && !status().includes("dead"));
  world.run(10_000);
  assertEquals(status().filter((each) => each !== "dead"), [undefined]);
});

Deno.test("swim: whoever comes, leaves and comes again is a member, is none, and is one in a new incarnation", () => {
  const world = worldOf({ protocol: swim({ members: 2 }), nodes: 4 });
  const views = () => world.states.map((s) => [...viewOf(s!)]);
  world.run(1000);
  assertEquals(views(), [[[0, 0], [1, 0]], [[0, 0], [1, 0]], [[0, 0], [1, 0]], [[0, 0], [1, 0]]]);
  world.tell(2, { type: "join", contacts: [1] });
  world.tell(3, { type: "join", contacts: [0] });
  world.run(5000);
  const four = [[0, 0], [1, 0], [2, 0], [3, 0]];
  assertEquals(views(), [four, four, four, four]);
  world.tell(2, { type: "leave" });
  world.run(5000);
  assertEquals(views()[0], [[0, 0], [1, 0], [3, 0]]);
  assertEquals(world.states[2]!.part, "outside");
  world.tell(2, { type: "join", contacts: [0] });
  world.run(5000);
  assertEquals(views()[0], [[0, 0], [1, 0], [2, 1], [3, 0]]);
});

Deno.test("swim: who comes back with a memory is in a new incarnation, and one without is told which", () => {
  for (const disk of ["kept", "wiped"] as const) {
    const world = worldOf({
      nodes: 5,
      faults: [
        { kind: "crash", at: 1000, node: 1, downMs: 20_000 },
        { kind: "crash", at: 30_000, node: 1, downMs: 20_000, disk },
      ],
    });
    world.run(40_000);
    assertEquals(world.states[0]!.known.get(1), {
      status: "dead",
      incarnation: 1,
      by: world.states[0]!.known.get(1)!.by,
    });
    world.run(20_000);
    assertEquals(world.states[1]!.incarnation, 2, disk);
    assertEquals(world.states.map((s) => viewOf(s!).get(1)), [2, 2, 2, 2, 2]);
  }
});

Deno.test("swim: a member that hears late doubts itself with Lifeguard, probes less, and trusts itself again", () => {
  const nodes = 10,
    late = Array.from({ length: nodes - 1 }, (_, i) => (
      { kind: "slow", at: 1000, forMs: 30_000, from: i + 1, to: 0, byMs: 6000 } as const
    ));
  const world = worldOf({ protocol: swim(lifeguard), nodes, faults: late });
  world.run(30_000);
  assert(world.states[0]!.awareness >= 5);
  assert(world.states[0]!.sequence < 10 && world.states[1]!.sequence > 20);
  world.run(90_000);
  assertEquals(world.states.map((s) => s!.awareness), world.states.map(() => 0));
});

Deno.test("swim: ten thousand members notice a crash, and keep no lists of each other", () => {
  const nodes = 10_000;
  const world = worldOf({
    protocol: swim({ syncMs: 0 }),
    nodes,
    strict: false,
    faults: [{ kind: "crash", at: 1500, node: 77 }],
  });
  world.run(5000);
  assert(world.states.some((s) => s?.known.get(77)?.status === "suspect"));
  assert(world.states.every((s) => s === undefined || s.known.size < 5));
});

Deno.test("swim: members that draw others by lot, one of many or one of few, draw members", () => {
  for (const nodes of [33, 100]) {
    const world = worldOf({ protocol: swim({ members: 3, probes: "random" }), nodes });
    world.run(20_000);
    assertEquals(world.states.slice(0, 3).map((s) => s!.findings), [0, 0, 0]);
    assert(world.states[0]!.sequence > 15);
  }
});

Deno.test("swim: one member alone waits for others without end and without harm", () => {
  const world = worldOf({ nodes: 1 });
  world.run(100_000);
  assertEquals([world.messages, world.states[0]!.members], [0, 1]);
});

Deno.test("swim: the last member that leaves has nobody to tell, and is gone", () => {
  const world = worldOf({ nodes: 2, faults: [{ kind: "crash", at: 1000, node: 1 }] });
  world.run(30_000);
  world.tell(0, { type: "leave" });
  world.run(3000);
  assertEquals([world.states[0]!.part, world.states[0]!.members], ["outside", 1]);
  const { messages } = world;
  world.run(100_000);
  assertEquals(world.messages, messages);
});

Deno.test("swim: who has left, or is about to, is no member after a crash either, until it joins again", () => {
  for (const lingersMs of [100, 10_000]) {
    const world = worldOf({ nodes: 4 });
    world.run(2000);
    world.tell(1, { type: "leave" });
    world.run(lingersMs);
    assertEquals(world.states[1]!.part, lingersMs === 100 ? "leaving" : "outside");
    world.inject({ kind: "crash", at: 0, node: 1, downMs: 1000 });
    world.run(20_000);
    assertEquals([world.states[1]!.part, world.states[1]!.incarnation], ["outside", 0]);
    world.tell(1, { type: "join", contacts: [0] });
    world.run(20_000);
    assertEquals(world.states.map((s) => viewOf(s!).get(1)), [1, 1, 1, 1]);
  }
});

Deno.test("swim: whoever joins asks until somebody answers, and no longer", () => {
  const parted = { kind: "partition", at: 0, forMs: 60_500, sides: [[3], [0, 1, 2]] } as const;
  const world = worldOf({ protocol: swim({ members: 3, syncMs: 0 }), nodes: 4, faults: [parted] });
  world.run(100);
  world.tell(3, { type: "join", contacts: [0, 1, 2] });
  world.run(60_000);
  assert(world.states[3]!.joining && !world.states[0]!.known.has(3));
  world.run(3000);
  assertEquals([world.states[3]!.joining, world.states[0]!.known.get(3)?.status], [false, "alive"]);
});
