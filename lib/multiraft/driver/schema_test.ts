import { assert, assertEquals } from "@std/assert";
import { protobuf } from "../../codec/protobuf.ts";
import { checkerOf } from "../../codec/schema/check.ts";
import type { DrivenMessage } from "./messages.ts";
import { evenRanges, keyOf, nodesUpTo, worldOf } from "./kit/stage.ts";
import { workloadOf } from "./kit/clients.ts";
import { anyDrivenMessage } from "./schema.ts";

/** Every message of a run in which ranges split, a node is lost and the driver's leader changes. */
function sent(): DrivenMessage[] {
  const bodies: DrivenMessage[] = [];
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 4, nodes: nodesUpTo(5) }),
      sleepAfter: 20,
      snapshotEvery: 5,
      raft: { sendsAhead: true, snapshotChunkBytes: 100 },
      driver: { members: [0, 1, 2], splitBytes: 1500 },
    },
    nodes: 5,
    faults: [{ kind: "crash", at: 4000, node: 0, downMs: 12_000 }],
    workload: workloadOf({
      keys: Array.from({ length: 40 }, (_, i) => keyOf(10 * i)),
      each: 80,
      bytes: 100,
    }),
    tap: ({ to, body }) => {
      // Where it has arrived, its sender stands in it.
      const { from: _, ...message } = body as DrivenMessage & { from?: number };
      if (to < 5) bodies.push(structuredClone(message) as DrivenMessage);
    },
  });
  world.run(12_000);
  world.tell(4, { type: "decide", node: 3, standing: "draining" });
  world.tell(4, { type: "replicas", count: 5 });
  world.run(13_000);
  assertEquals(world.violation, undefined);
  return bodies;
}

Deno.test("every message of a run with a driver has the shape of one, and is the same after it has travelled", () => {
  const check = checkerOf(anyDrivenMessage), codec = protobuf(anyDrivenMessage);
  const types = new Set<string>();
  for (const message of sent()) {
    assertEquals(check(message), undefined);
    assertEquals(codec.decode(codec.encode(message)), message);
    types.add(message.type);
    if ("message" in message) types.add(`${message.type}: ${message.message.type}`);
  }
  const expected = ["report", "reported", "driver is", "decide", "replicas", "group", "beats"];
  for (const type of [...expected, "driver: appendEntries", "group: snapshotChunk"]) {
    assert(types.has(type), `no ${type} was sent: ${[...types].join(", ")}`);
  }
});
