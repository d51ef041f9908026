/** The protocols of lib/rpc on hosts: what the simulator shows of them holds on real sockets and disks. */

import { assertEquals } from "@std/assert";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { Client } from "hb/host/client.ts";
import { type Host, startHost } from "hb/host/host.ts";
import { type Message, SERVER, type State, type Timer } from "hb/rpc/call.ts";
import { durable } from "hb/rpc/durable.ts";
import { maybe } from "hb/rpc/maybe.ts";
import { patienceMs } from "./fixture.ts";
import { freeAddresses } from "./ports.ts";

/** Three hosts that run a protocol of lib/rpc, each of which can be started anew. */
async function withHosts<R>(
  protocol: Protocol<State, Message, Timer, R>,
  run: (
    hosts: Host<State>[],
    restart: (node: number, downMs: number) => Promise<void>,
  ) => Promise<void>,
): Promise<void> {
  const addresses = freeAddresses(3);
  const folder = await Deno.makeTempDir({ prefix: "rpc-" });
  const start = (self: number) =>
    startHost<State, Message & Tagged, Timer, R>({
      protocol,
      cluster: "bank",
      self,
      addresses,
      folder: `${folder}/${self}`,
      requests: ["deposit"],
      limits: { requestMs: patienceMs },
    });
  const hosts = addresses.map((_, self) => start(self));
  try {
    await run(hosts, async (node, downMs) => {
      await hosts[node]!.stop();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      hosts[node] = start(node);
    });
  } finally {
    await Promise.all(hosts.map((host) => host.stop()));
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("durable calls are executed exactly once, while the server comes and goes", async () => {
  await withHosts(durable, async (hosts, restart) => {
    const users = [1, 2].map((node) =>
      new Client({ address: hosts[node]!.address, connectMs: patienceMs })
    );
    const deposits = users.map(async (user) => {
      const balances = [];
      for (let i = 0; i < 20; i++) {
        balances.push(await user.ask({ type: "deposit", amount: 1 }, patienceMs));
      }
      return balances;
    });
    await restart(SERVER, 200);
    await restart(SERVER, 100);
    const answers = (await Promise.all(deposits)).flat();
    assertEquals(new Set(answers.map(({ kind }) => kind)), new Set(["answer"]));
    // Each balance was seen once, so no deposit was lost and none was made twice.
    const balances = answers.map((answer) => answer.kind === "answer" ? answer.result : undefined);
    assertEquals(new Set(balances).size, 40);
    assertEquals(hosts[SERVER]!.state!.ledger.length, 40);
    await Promise.all(users.map((user) => user.close()));
  });
});

Deno.test("a call that is only maybe executed is not tried again when the server is away", async () => {
  await withHosts(maybe, async (hosts) => {
    await hosts[SERVER]!.stop();
    const user = new Client({ address: hosts[1]!.address, connectMs: patienceMs });
    assertEquals(await user.ready, 1);
    const { kind } = await user.ask({ type: "deposit", amount: 1 }, 300);
    assertEquals(kind, "unknown");
    await user.close();
  });
});
