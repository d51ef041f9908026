/** The shapes of messages, held against those that servers with quorum leases really send. */

import { assert, assertEquals } from "@std/assert";
import { guardOf } from "hb/codec/schema/check.ts";
import { snapshotOf } from "hb/consensus/multipaxos/schema.ts";
import type { Options } from "hb/consensus/multipaxos/settings.ts";
import { encode } from "hb/model/encode.ts";
import type { Message } from "hb/reads/quorum_lease/messages.ts";
import { quorumLease } from "hb/reads/quorum_lease/quorum_lease.ts";
import { World } from "hb/sim/world.ts";
import { leasedParts, quorumLeaseMessage } from "../../tools/cluster/shapes.ts";
import { travelling } from "./formats.ts";
import { storeMachine } from "hb/replicated/store/machine.ts";

/** What servers tell each other in a run in which they die, and others fall behind; somebody reads at each of them. */
function messagesOfARun(snapshotChunkBytes?: number): Message[] {
  const input = (i: number) =>
    i % 3 === 0 ? { type: "put", key: "x", value: `${i}` } : { type: "get", key: "x" };
  const world = new World({
    protocol: quorumLease({
      snapshotEvery: 5,
      whenNotLeading: "forward",
      isSnapshot: guardOf(snapshotOf(leasedParts(3))),
      ...(snapshotChunkBytes === undefined ? {} : { snapshotChunkBytes, savesChunks: true }),
      machine: storeMachine as Options["machine"],
    }),
    nodes: 3,
    seed: 7,
    faults: [0, 1, 2].map((node) => ({
      kind: "crash",
      node,
      at: 2000 + 5000 * node,
      downMs: 3000,
    })),
    clients: {
      workload: [0, 1, 2].map((client) =>
        Array.from({ length: 150 }, (_, i) => ({ at: 100 * i, input: input(i + client) }))
      ),
      timeoutMs: 300,
      retries: 30,
      to: ({ client, attempt }) => (client + attempt) % 3,
      ask: (input): Message =>
        (input as { type: string }).type === "get"
          ? { type: "read", command: input }
          : { type: "request", command: input, stamp: null },
    },
  });
  world.run(25_000);
  assertEquals(world.violation, undefined);
  return world.trace.flatMap((event) => {
    if (event.kind !== "send" || event.to >= 3 || event.from >= 3) return [];
    const { from: _, ...message } = event.body as Message & { from: number };
    return [message as Message];
  });
}

Deno.test("every message that servers with quorum leases send is one that a node takes, after its way over the wire", () => {
  const seen = new Set<string>(), travels = travelling(quorumLeaseMessage(3));
  const isMessage = guardOf(quorumLeaseMessage(3));
  for (const chunk of [undefined, 100]) {
    for (const message of messagesOfARun(chunk)) {
      travels(message);
      seen.add(message.type);
      if (encode(message).includes("read in the log")) seen.add("read in the log");
    }
  }
  const expected = [
    "covered",
    "forwardRead",
    "guard",
    "guardReply",
    "installSnapshot",
    "leasePromise",
    "leasePromiseReply",
    "read in the log",
    "revoke",
    "silent",
    "snapshotChunk",
  ];
  assertEquals(expected.filter((type) => !seen.has(type)), []);
  // Those who are to give a lease back are down in this run.
  assert(isMessage({ type: "revokeReply", heard: { at: 0.5, count: 1 } }));
});

Deno.test("who holds leases is not for clients to say, nor what is put into the log for a read", () => {
  const isMessage = guardOf(quorumLeaseMessage(3)),
    ranges = [{ from: "", to: null, responders: [0] }];
  assert(!isMessage({ type: "configure", ranges }));
  for (const command of [{ type: "lease configuration", ranges }, { type: "get" }]) {
    assert(!isMessage({ type: "request", command, stamp: null }));
  }
  const put = { type: "put", key: "x", value: "1" };
  assert(
    !isMessage({ type: "read", command: put }) &&
      isMessage({ type: "request", command: put, stamp: null }),
  );
  const inLog = { type: "read in the log", command: { type: "get", key: "x" } };
  assert(!isMessage({ type: "request", command: inLog, stamp: null }));
});
