import { assert, assertEquals } from "@std/assert";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Message } from "../messages.ts";
import { multiraft } from "../multiraft.ts";

/** How long it takes in ms until a gateway that knows nothing has an answer from the last nodes, each link taking 1 ms. */
function tookMs(nodes: number): number {
  const members = [nodes - 3, nodes - 2, nodes - 1];
  const world = new World({
    protocol: multiraft({ ranges: [{ group: 1, start: "", end: null, members }] }),
    nodes,
    seed: 1,
    network: { latency: constant(1) },
    clients: {
      workload: [[{ at: 1500, input: { type: "get", key: "x" } }]],
      ask: (operation): Message => ({ type: "ask", operation } as Message),
      to: () => 0,
    },
  });
  world.run(3000);
  const [{ outcome, invokedAt, endedAt }] = world.history as unknown as [
    { outcome: string; invokedAt: number; endedAt: number },
  ];
  assertEquals(outcome, "ok");
  return endedAt - invokedAt;
}

Deno.test("a gateway asks on as soon as one does not know where a key is, and then who leads at once", () => {
  // Two for each node that does not know, and some for the answer; whoever waits, waits for 200 ms.
  assert(tookMs(5) < 20, `${tookMs(5)}`);
  // Eight in a row; then it waits, once.
  const [near, far] = [tookMs(10), tookMs(13)];
  assert(near < 30 && far > 200 && far < 240, `${near} ${far}`);
});
