import { assert, assertEquals, assertThrows } from "@std/assert";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { boundedCounter, type BoundedUpdate } from "../state/bounded_counter.ts";
import { basket, click, put } from "./basket.ts";
import { deltas } from "./gossip.ts";
import type { Deltas } from "./messages.ts";
import type { Settings } from "./settings.ts";
import { settingsWith } from "./settings.ts";

/** Two replicas that know each other, and what is sent from then on. */
function pair(settings: Partial<Settings> = {}) {
  const sent: { readonly from: number; readonly body: Deltas<ReturnType<typeof basket.init>> }[] =
    [];
  const world = new World({
    protocol: deltas(basket, { roundMs: 10, ...settings }),
    nodes: 2,
    seed: 1,
    network: { latency: constant(1) },
    tap: ({ from, body }) => {
      const message = body as typeof sent[number]["body"];
      if (message.type === "deltas") sent.push({ from, body: message });
    },
  });
  world.run(100);
  sent.length = 0;
  return { world, sent };
}

Deno.test("who has acknowledged what came before is sent what is new, and not the rest", () => {
  const { world, sent } = pair();
  world.tell(0, { type: "update", update: put("a") });
  world.run(100);
  world.tell(0, { type: "update", update: put("b") });
  world.run(100);
  assertEquals(sent.map(({ from, body }) => [from, [...basket.value(body.state).basket]]), [
    [0, ["a"]],
    [0, ["b"]],
  ]);
  assert(sent.every(({ body }) => body.receiver !== null));
});

Deno.test("updates between two rounds are sent as one", () => {
  const { world, sent } = pair();
  for (let i = 0; i < 5; i++) world.tell(0, { type: "update", update: click });
  world.run(100);
  assertEquals(sent.map(({ body }) => basket.value(body.state).clicks), [5]);
});

Deno.test("who keeps no deltas sends all of its state", () => {
  const { world, sent } = pair({ buffer: 0 });
  world.tell(0, { type: "update", update: put("a") });
  world.run(100);
  world.tell(0, { type: "update", update: put("b") });
  world.run(100);
  const fromZero = sent.filter(({ from }) => from === 0).map(({ body }) => body);
  assertEquals(fromZero.map(({ state }) => basket.value(state).basket.size), [1, 2]);
  assert(fromZero.every(({ receiver }) => receiver === null));
});

Deno.test("a replica that comes back with its disk keeps its name, and one without takes another", () => {
  const { world } = pair();
  const name = () => world.states[0]!.name;
  const first = name();
  world.inject({ kind: "crash", at: 0, node: 0, downMs: 5 });
  world.run(20);
  assertEquals(name(), first);
  world.inject({ kind: "crash", at: 0, node: 0, downMs: 5, disk: "wiped" });
  world.run(20);
  assert(name() !== first);
});

Deno.test("an update that cannot be is refused with its reason, and changes nothing", () => {
  const world = new World({
    protocol: deltas(boundedCounter),
    nodes: 1,
    seed: 1,
    clients: {
      workload: [[{ input: { type: "take", by: 1 } }]],
      ask: (update) => ({ type: "update" as const, update: update as BoundedUpdate }),
    },
  });
  world.run(100);
  const [{ output }] = world.history as unknown as [{ output: { refused: string } }];
  assert(output.refused.startsWith("Cannot take an amount"), output.refused);
  assertEquals(world.states[0]!.count, 0);
});

Deno.test("what is no update is refused, and the replica goes on", () => {
  const updates = [null, undefined, 1, { part: "cart", update: 1 }, {
    part: "basket",
    update: null,
  }];
  const world = new World({
    protocol: deltas(basket),
    nodes: 1,
    seed: 1,
    clients: {
      workload: [[...updates, click].map((input) => ({ input }))],
      ask: (update) => ({ type: "update" as const, update: update as typeof click }),
    },
  });
  world.run(1000);
  assertEquals(world.violation, undefined);
  const answers = world.history.map(({ output }) => output);
  assertEquals(answers.map((each) => each === null), [...updates.map(() => false), true]);
  assertEquals(basket.value(world.states[0]!.crdt).clicks, 1);
});

Deno.test("settings that cannot be are refused", () => {
  for (const wrong of [{ roundMs: 0 }, { fanout: 0 }, { buffer: -1 }, { names: 0 }]) {
    assertThrows(() => settingsWith(wrong), RangeError);
  }
});
