/** Messages of EPaxos in every format that their schema gives. */

import { assertEquals } from "@std/assert";
import { message } from "hb/codec/schema.ts";
import { epaxos } from "hb/consensus/epaxos/epaxos.ts";
import type { Message } from "hb/consensus/epaxos/messages.ts";
import { messages } from "hb/consensus/epaxos/schema.ts";
import type { Options } from "hb/consensus/epaxos/settings.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { World } from "hb/sim/world.ts";
import { storeParts } from "../../tools/cluster/shapes.ts";
import { commands } from "./commands_asked.ts";
import { travelling } from "./formats.ts";

const NODES = 5;

Deno.test("messages of EPaxos are what they were after their way over the wire", () => {
  const seen = new Set<string>();
  const travels = travelling(message<Message>(messages(storeParts(NODES), NODES)));
  const world = new World({
    protocol: epaxos({
      machine: storeMachine as Options["machine"],
      checkpointEvery: 10,
      arriveMs: () => 3,
      recoverMs: [20, 60],
    }),
    nodes: NODES,
    seed: 5,
    trace: "none",
    network: { loss: 0.1 },
    faults: [{ kind: "crash", node: 0, at: 1000, downMs: 2000 }, {
      kind: "crash",
      node: 1,
      at: 1001,
      downMs: 2000,
    }],
    tap: ({ from, to, body }) => {
      if (from >= NODES || to >= NODES) return;
      const { from: _, ...sent } = body as Message & { from?: number };
      seen.add(sent.type);
      travels(sent as Message);
    },
    clients: {
      workload: [0, 1, 2, 3, 4].map(() =>
        Array.from({ length: 30 }, (_, i) => ({ at: 100 * i, input: i }))
      ),
      timeoutMs: 500,
      retries: 20,
      ask: (i): Message =>
        i === 0 ? { type: "register" } : {
          type: "request",
          command: commands[(i as number) % commands.length]!,
          stamp: null,
        },
    },
  });
  world.run(10_000);
  assertEquals(world.violation, undefined);
  for (const type of ["preAccept", "accept", "prepareReply", "installSnapshot", "status"]) {
    assertEquals(seen.has(type), true, type);
  }
});
