import { assert, assertEquals } from "@std/assert";
import { travelling } from "../cluster/formats.ts";
import { guardOf } from "hb/codec/schema/check.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { viewOf } from "hb/membership/swim/state.ts";
import { LONGEST, type Message, shapes, swarm } from "hb/membership/swarm/swarm.ts";

const NODES = 20;

function worldOf(trace: "none" | "full" = "none") {
  return new World({
    protocol: swarm({ syncMs: 5000 }),
    nodes: NODES,
    network: { latency: uniform(1, 5), loss: 0.01 },
    seed: 4,
    trace,
  });
}

type Swarmed = ReturnType<typeof worldOf>;

/** The nodes that see exactly these. */
function seeing(world: Swarmed, members: readonly number[]): number {
  return world.states.filter((s) =>
    s !== undefined && [...viewOf(s.overlay).keys()].join() === members.join()
  ).length;
}

const hearing = (world: Swarmed, word: string) =>
  world.states.filter((s) => s?.tree.log.some(({ payload }) => payload === word)).length;

Deno.test("all join through one, hear of what is told, and miss those that crash", () => {
  const world = worldOf(), all = Array.from({ length: NODES }, (_, node) => node);
  world.run(10_000);
  assertEquals(seeing(world, all), NODES);
  world.tell(3, { type: "broadcast", payload: "hello" });
  world.run(2000);
  assertEquals(hearing(world, "hello"), NODES);
  for (const node of [2, 7, 11, 19]) world.inject({ kind: "crash", at: 0, node });
  world.tell(5, { type: "broadcast", payload: "at once" });
  world.run(20_000);
  assertEquals(hearing(world, "at once"), NODES - 4);
  const left = all.filter((node) => ![2, 7, 11, 19].includes(node));
  assertEquals(seeing(world, left), NODES - 4);
  world.restart(7);
  world.run(20_000);
  assertEquals(seeing(world, [...left, 7].sort((a, b) => a - b)), NODES - 3);
});

Deno.test("all that nodes say has the shape of a message, and what has not is none", () => {
  const shape = shapes(NODES), isMessage = guardOf(shape), travel = travelling(shape);
  const world = worldOf("full"), types = new Set<string>();
  world.run(3000);
  world.tell(3, { type: "broadcast", payload: "hello" });
  world.inject({ kind: "crash", at: 0, node: 9 });
  world.run(12_000);
  for (const event of world.trace) {
    if (event.kind !== "send") continue;
    const { from: _, ...said } = event.body as Message & { from: number };
    types.add(said.type);
    travel(said as Message);
  }
  const named = ["ack", "gossip", "ihave", "nack", "ping", "ping-req", "prune", "state", "sync"];
  for (const type of named) assert(types.has(type), `${type} is never sent`);
  const packet = { incarnation: 0, news: [] };
  const news = { member: 1, by: 2, incarnation: 0, status: "alive" };
  for (
    const wrong of [
      { type: "ping", ...packet },
      { type: "ping", ...packet, sequence: -1, relay: null },
      { type: "sync", incarnation: 0.5, news: [] },
      { type: "sync", ...packet, news: [{ ...news, member: NODES }] },
      { type: "sync", ...packet, news: [{ ...news, status: "immortal" }] },
      { type: "ping-req", ...packet, sequence: 1, target: -1 },
      { type: "graft", id: { time: 1, node: NODES } },
      { type: "broadcast", payload: "x".repeat(LONGEST + 1) },
      { type: "broadcast", payload: 7 },
      { type: "gossip", id: { time: 1, node: 1 }, round: 1, payload: "x", ageMs: Infinity },
    ]
  ) assert(!isMessage(wrong), Deno.inspect(wrong));
});
