/** The shapes of messages, held against those that Multi-Paxos really sends. */

import { assert, assertEquals } from "@std/assert";
import { guardOf } from "hb/codec/schema/check.ts";
import type { Message } from "hb/consensus/multipaxos/messages.ts";
import { multiPaxos } from "hb/consensus/multipaxos/multipaxos.ts";
import { snapshotOf } from "hb/consensus/multipaxos/schema.ts";
import type { Options } from "hb/consensus/multipaxos/settings.ts";
import { World } from "hb/sim/world.ts";
import { bodegaMessage, multiPaxosMessage, storeParts } from "../../tools/cluster/shapes.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { travelling } from "./formats.ts";
import { commands } from "./commands_asked.ts";

/** What servers tell each other in a run in which leaders die or hand over, and others fall behind. */
function messagesOfARun(more: Partial<Options>): Message[] {
  const workload = [0, 1, 2].map((client) =>
    Array.from({ length: 30 }, (_, i) => ({ at: 300 * i, input: { client, i } }))
  );
  const world = new World({
    protocol: multiPaxos({
      snapshotEvery: 5,
      whenNotLeading: "forward",
      isSnapshot: guardOf(snapshotOf(storeParts(3))),
      ...more,
      machine: storeMachine as Options["machine"],
    }),
    nodes: 3,
    seed: 7,
    trace: "full",
    faults: [
      { kind: "crash", node: 0, at: 1_000, downMs: 1_500 },
      { kind: "crash", node: 1, at: 4_000, downMs: 1_500 },
      { kind: "crash", node: 2, at: 7_000, downMs: 1_500 },
    ],
    clients: {
      workload: [...workload, [0, 1, 2].map((to) => ({ at: 10_000 + 500 * to, input: { to } }))],
      timeoutMs: 500,
      retries: 20,
      ask: (input): Message => {
        const { i, to } = input as { readonly i: number; readonly to?: number };
        if (to !== undefined) return { type: "transfer", to };
        if (i === 0) return { type: "register" };
        return { type: "request", command: commands[i % commands.length]!, stamp: null };
      },
    },
  });
  world.run(20_000);
  assertEquals(world.violation, undefined);
  return world.trace.flatMap((event) => {
    if (event.kind !== "send" || event.to >= 3 || event.from >= 3) return [];
    const { from: _, ...message } = event.body as Message & { from: number };
    return [message as Message];
  });
}

Deno.test("every message that servers of Multi-Paxos send is one that a node takes, after its way over the wire", () => {
  const seen = new Set<string>();
  const ways = [travelling(multiPaxosMessage(3)), travelling(bodegaMessage(3))];
  const isFromClient = (message: Message) =>
    message.type === "forward" && message.request.type === "transfer";
  for (const more of [{ snapshotChunkBytes: 100, savesChunks: true }, {}]) {
    for (const message of messagesOfARun(more)) {
      if (isFromClient(message)) continue;
      for (const travels of ways) travels(message);
      const isNamed = message.type === "prepare" && message.named !== undefined;
      seen.add(isNamed ? "prepare, named" : message.type);
    }
  }
  assertEquals([...seen].sort(), [
    "accept",
    "accepted",
    "canvass",
    "consent",
    "fetch",
    "forward",
    "installSnapshot",
    "learn",
    "nack",
    "prepare",
    "prepare, named",
    "promise",
    "snapshotChunk",
    "snapshotChunkReply",
    "standNow",
  ]);
});

Deno.test("who leads and who belongs to the cluster is not for clients to say, nor is a snapshot of any size taken", () => {
  const isMessage = guardOf(multiPaxosMessage(3));
  const ask = { type: "request", command: commands[0], stamp: null };
  const forward = (request: object) => ({ type: "forward", request, address: 3 });
  assert(isMessage(ask) && isMessage(forward(ask)));
  for (const request of [{ type: "transfer", to: 1 }, { type: "change", members: [0, 1] }]) {
    assert(!isMessage(request) && !isMessage(forward(request)));
  }
  const chunk = { type: "snapshotChunk", slot: 9, checksum: 7, offset: 0, data: new Uint8Array(9) };
  assert(isMessage({ ...chunk, bytes: 2 ** 30 }));
  assert(!isMessage({ ...chunk, bytes: 2 ** 30 + 1 }));
});
