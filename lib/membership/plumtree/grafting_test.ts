import { assertEquals } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { step } from "../../model/step.ts";
import { idOf, type Message } from "./messages.ts";
import { type Told, told } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";
import type { Settings } from "./settings.ts";
import type { Missing } from "./state.ts";

const all = told((node) => [0, 1, 2].filter((other) => other !== node));
const protocol = plumtree(all, { timeoutMs: 100, retryMs: 20, lifeMs: 0 });

/** Three nodes that all have links to each other, over which payloads take long, and whom grafts are sent to. */
function triangle(settings: Partial<Settings> = {}) {
  const grafts: NodeId[] = [];
  const world = new World({
    protocol: plumtree(all, {
      ...{ timeoutMs: 100, retryMs: 20, lifeMs: 0 },
      ...settings,
    }),
    nodes: 3,
    seed: 1,
    network: { latency: constant(5), types: { gossip: { latency: constant(50) } }, order: "fifo" },
    tap: ({ to, body }) => void ((body as Message | Told).type === "graft" && grafts.push(to)),
  });
  world.tell(0, { type: "broadcast", payload: "makes the tree" });
  world.run(500);
  return { world, grafts };
}

/** Node 2 has lost its link to node 0, and hears of a broadcast from node 1. */
function waiting(settings: Partial<Settings> = {}) {
  const { world, grafts } = triangle(settings);
  world.inject({ kind: "partition", at: 0, forMs: Infinity, sides: [[0], [2]] });
  world.tell(0, { type: "broadcast", payload: "lost" });
  world.run(60);
  assertEquals(world.states[2]!.tree.missing.size, 1);
  return { world, grafts };
}

Deno.test("what has come is waited for no longer, and its timer is cancelled", () => {
  const { world } = waiting();
  const [key] = world.states[2]!.tree.missing.keys(), id = idOf(key!);
  const message = { type: "gossip", id, payload: "lost", round: 1, ageMs: 0 } as const;
  const event = { kind: "message", from: 0, message } as const;
  const { state, effects } = step(protocol, world.states[2], event, { self: 2, nodes: 3 });
  assertEquals(state.tree.missing.size, 0);
  assertEquals(effects.filter(({ kind }) => kind === "cancel"), [
    { kind: "cancel", type: "overdue", key: key! },
  ]);
});

Deno.test("who is a neighbour no more is not asked for what it has announced", () => {
  const { world, grafts } = waiting();
  world.tell(2, { type: "neighbourDown", node: 1 });
  world.run(1000);
  assertEquals([grafts, world.states[2]!.tree.missing.size], [[], 0]);
});

Deno.test("who announces later than others is asked next and in full, though these were asked in vain", () => {
  const { world, grafts } = waiting({ tries: 3 });
  world.inject({ kind: "crash", at: 0, node: 1 });
  world.run(110);
  assertEquals(grafts, [1]);
  const [[key, missing]] = [...world.states[2]!.tree.missing] as [[string, Missing]];
  const message = { type: "ihave", has: [{ id: idOf(key), round: 1 }] } as const;
  const event = { kind: "message", from: 0, message } as const;
  const { state } = step(protocol, world.states[2], event, { self: 2, nodes: 3 });
  assertEquals([missing.asked, missing.announcers], [1, [1]]);
  const { asked, announcers } = state.tree.missing.get(key)!;
  assertEquals([asked, announcers], [0, [0, 1]]);
});

Deno.test("who is gone is nobody's parent", () => {
  const { world } = triangle();
  assertEquals(world.states[2]!.tree.parent?.node, 0);
  world.tell(2, { type: "neighbourDown", node: 0 });
  assertEquals(world.states[2]!.tree.parent, null);
});

Deno.test("a broadcast is asked for as often as the settings say, and then given up", () => {
  for (const tries of [1, 3, 5]) {
    const { world, grafts } = waiting({ tries });
    world.inject({ kind: "crash", at: 0, node: 1 });
    world.run(1000);
    assertEquals([grafts.length, world.states[2]!.tree.missing.size], [tries, 0]);
  }
});
