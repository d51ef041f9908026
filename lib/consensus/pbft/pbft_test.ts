import { assert, assertEquals } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import type { Clients } from "../../model/clients.ts";
import type { Tagged } from "../../model/protocol.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { smallPbft } from "./instances.ts";
import { batchOf, commits, proposes } from "./lies.ts";
import type { Message } from "./messages.ts";
import { pbft } from "./pbft.ts";
import type { Options } from "./settings.ts";

const store = {
  ...keyValueMachine,
  reads: (command: { readonly type: string }) => command.type === "get",
} as unknown as Options["machine"];
const put = { type: "put", key: "x", value: "1" }, get = { type: "get", key: "x" };

/** Each command in turn, by one client; messages take 10 ms each, and nobody says how far it is. */
function ask(commands: readonly unknown[], options: Partial<Options> = {}) {
  const clients: Clients<Message> = {
    workload: [commands.map((input) => ({ input }))],
    ask: (command) => ({ type: "ask", command }),
    to: () => options.replicas ?? 4,
    link: "local",
  };
  const said: string[] = [];
  const replicas = options.replicas ?? 4;
  const world = new World({
    protocol: pbft({ machine: store, replicas, statusMs: Infinity, ...options }),
    nodes: replicas + 1,
    network: { latency: constant(10) },
    clients,
    seed: 1,
    tap: ({ body }) => void said.push((body as Tagged).type),
  });
  world.run(5000);
  const took = world.history.map(({ invokedAt, endedAt }) => endedAt - invokedAt);
  const outputs = world.history.map(({ output }) => (output as { result: unknown })?.result);
  return { world, took, outputs, count: (type: string) => said.filter((s) => s === type).length };
}

Deno.test("a result comes after five delays, and takes two rounds in which all speak to all", () => {
  const { took, outputs, count } = ask([put]);
  assertEquals([took, outputs], [[50], [null]]);
  assertEquals(["prePrepare", "prepare", "commit", "reply"].map(count), [3, 9, 12, 4]);
  const seven = ask([put], { replicas: 7 });
  assertEquals(["prePrepare", "prepare", "commit", "reply"].map(seven.count), [6, 36, 42, 7]);
});

Deno.test("a read without an order comes after two delays, and no phase", () => {
  const { took, outputs, count } = ask([put, get], { readOnly: true });
  assertEquals([took, outputs], [[50, 20], [null, "1"]]);
  assertEquals(count("prePrepare"), 3);
});

Deno.test("at a checkpoint, a replica forgets what it was told", () => {
  const { world } = ask(Array.from({ length: 9 }, () => put), { checkpointEvery: 4 });
  for (const s of world.states.slice(0, 4)) {
    assert(s?.role === "replica");
    assertEquals([s.executed, s.stable?.statement.sequence], [9, 8]);
    assertEquals([...s.slots.keys(), ...s.decided.keys(), ...s.prepared.keys()], [9, 9, 9]);
    assertEquals([...s.batches.values()].map(({ sequence }) => sequence), [9]);
    assertEquals([...s.snapshots.keys()], [8]);
  }
});

Deno.test("three replicas stand no liar: it tells two of them two things, and each is a quorum with it", () => {
  const a = batchOf(3, "a"), b = batchOf(3, "b");
  const system = smallPbft({
    replicas: 3,
    liar: 0,
    lies: (self) => [
      proposes(self, 1, a),
      commits(self, 1, a),
      proposes(self, 2, b),
      commits(self, 2, b),
    ],
  });
  const { findings } = exploreProtocol(system);
  assertEquals(findings[0]?.property, "one batch is prepared");
});
