import { assert, assertEquals } from "@std/assert";
import { protobuf } from "../codec/protobuf.ts";
import { checkerOf } from "../codec/schema/check.ts";
import { World } from "../sim/world.ts";
import type { Message, Order } from "./messages.ts";
import { multiraft } from "./multiraft.ts";
import { anyMessage } from "./schema.ts";

/** Every message of a run with splits, moves, a merge, snapshots and sleep. */
function sent(): Message[] {
  const order = (at: number, key: string, order: Order) => ({
    at,
    input: { type: "order", key, order } as Message,
  });
  const put = (i: number) => ({
    input: { type: "ask", operation: { type: "put", key: `${i % 7}`, value: `${i}` } } as Message,
  });
  const world = new World({
    protocol: multiraft({
      ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
      snapshotEvery: 8,
      sleepAfter: 3,
      way: "read index",
    }),
    nodes: 5,
    seed: 3,
    trace: "full",
    clients: {
      workload: [
        Array.from({ length: 60 }, (_, i) => put(i)),
        [
          order(1500, "5", { type: "split", at: "4", child: 2 }),
          order(2200, "5", {
            type: "members",
            transition: "auto",
            changes: [{ type: "addVoter", node: 3 }],
          }),
          order(2600, "5", { type: "transfer", to: 3 }),
          order(3200, "5", { type: "merge", into: 1, intoVersion: 2, intoKey: "" }),
          {
            at: 4000,
            input: {
              type: "ask",
              operation: { type: "scan", key: "", end: null, limit: 3 },
            } as Message,
          },
        ],
      ],
      ask: (input) => input as Message,
    },
  });
  assert(world.run(8000));
  assertEquals(world.history.every(({ outcome }) => outcome === "ok"), true);
  return world.trace.flatMap((event) => {
    if (event.kind !== "send" || event.to >= 5) return [];
    // Where it has arrived, its sender stands in it.
    const { from: _, ...message } = event.body as Message & { from?: number };
    return [message as Message];
  });
}

Deno.test("every message of a run has the shape of one, and is the same after it has travelled", () => {
  const check = checkerOf(anyMessage), codec = protobuf(anyMessage);
  const types = new Set<string>();
  for (const message of sent()) {
    assertEquals(check(message), undefined);
    assertEquals(codec.decode(codec.encode(message)), message);
    types.add(message.type === "group" ? message.message.type : message.type);
  }
  for (const type of ["beats", "beatReplies", "route", "routed", "located", "installSnapshot"]) {
    assert(types.has(type), `no ${type} was sent`);
  }
});
