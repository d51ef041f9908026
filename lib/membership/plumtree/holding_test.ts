import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { keyOf, type Message } from "./messages.ts";
import { type Told, told } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";

const us = { self: 0, nodes: 2 } as const;

Deno.test("a payload that is asked for late is as old as it has been held", () => {
  const ages: number[] = [];
  const world = new World({
    protocol: plumtree(told(() => []), { timeoutMs: 100 }),
    nodes: 2,
    seed: 1,
    network: { latency: constant(5) },
    tap({ body }) {
      const message = body as Message | Told;
      if (message.type === "gossip") ages.push(message.ageMs);
    },
  });
  world.tell(0, { type: "broadcast", payload: "news" });
  world.run(1000);
  for (const node of [0, 1]) world.tell(node, { type: "neighbourUp", node: 1 - node });
  world.run(1000);
  // Word of it takes 5 ms, patience 100, and the request 5 again.
  assertEquals(ages, [1110]);
});

Deno.test("a payload that is too old to be handed on is too old to be taken", () => {
  const protocol = plumtree(told(() => [1]), { lifeMs: 1000 });
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, us);
  const taken = [999, 1000].map((ageMs) => {
    const message = { type: "gossip", id: { time: 1, node: 1 }, payload: "news", round: 1, ageMs };
    const event = { kind: "message", from: 1, message } as const;
    return step(protocol, state, event as never, us).state.tree.log.length;
  });
  assertEquals(taken, [1, 0]);
});

Deno.test("a broadcast that is forgotten after a later one of its node leaves that one over", () => {
  const protocol = plumtree(told(() => [1]), { lifeMs: 1000 });
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, us);
  const gossip = (time: number): void => {
    const message = { type: "gossip", id: { time, node: 1 }, payload: time, round: 1, ageMs: 0 };
    state = step(protocol, state, { kind: "message", from: 1, message } as never, us).state;
  };
  gossip(2);
  gossip(1);
  for (const time of [2, 1]) {
    const timer = { type: "age", key: keyOf({ time, node: 1 }), then: "forget" } as const;
    state = step(protocol, state, { kind: "timer", timer }, us).state;
  }
  gossip(2);
  assertEquals(state.tree.log.map(({ payload }) => payload), [2, 1]);
});
