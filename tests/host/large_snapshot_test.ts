/** A state that is larger than a frame between nodes reaches a node that is behind. */

import { assert, assertEquals } from "@std/assert";
import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import { bare } from "hb/consensus/raft/client.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { isMessage } from "hb/consensus/raft/well_formed.ts";
import { keyValueMachine, type KeyValueState } from "hb/replicated/state_machine/key_value.ts";
import { eventually } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

const frameBytes = 2 ** 16;
const value = "x".repeat(2 ** 13);

Deno.test("a node that is behind gets a snapshot that is larger than a frame", async () => {
  const folder = await Deno.makeTempDir({ prefix: "large-" }), addresses = freeAddresses(3);
  const lines: string[] = [];
  const start = (self: number): Host<State<KeyValueState>> =>
    startHost({
      protocol: raft({
        machine: keyValueMachine,
        snapshotEvery: 10,
        snapshotChunkBytes: frameBytes / 4,
        electionTimeoutMs: [300, 600],
        whenNotLeading: "forward",
      }),
      cluster: "large",
      self,
      addresses,
      folder: `${folder}/${self}`,
      requests: ["request"],
      isMessage,
      limits: { frameBytes },
      log: (line) => lines.push(line),
    });
  const hosts = [start(0), start(1)];
  const client = new Client({ address: addresses[0]!, cluster: "large" });
  const put = (i: number) =>
    eventually(async () => {
      const reply = await client.ask(bare({ type: "put", key: `${i}`, value }), 500);
      return reply.kind === "answer";
    }, () => `put ${i} has no answer:\n${lines.join("\n")}`);
  for (let i = 0; i < 40; i++) await put(i);
  // The third has never been there, and what it needs is compacted.
  hosts.push(start(2));
  await eventually(
    () => hosts[2]!.state?.machine.size === 40,
    () => `the third node has ${hosts[2]!.state?.machine.size} keys:\n${lines.join("\n")}`,
  );
  assert(hosts[2]!.state!.snapshot.last.index > 0);
  assertEquals(lines.filter((line) => line.includes("too long")), []);
  await client.close();
  await Promise.all(hosts.map((host) => host.stop()));
  await Deno.remove(folder, { recursive: true });
});
