import { assertEquals } from "@std/assert";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Message } from "./messages.ts";
import { type Told, told } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";

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
