/** The store's journals are compacted from the state while clients write, and nothing is lost by it. */

import { assert, assertEquals } from "@std/assert";
import { type Host, startHost } from "hb/host/host.ts";
import { storeOf, type StoreState } from "../../tools/cluster/store.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { freeAddresses } from "../host/ports.ts";

const CLIENTS = 8, PUTS = 80;

Deno.test("a store goes on while its journals are compacted, and starts again from its checkpoints", async () => {
  const folder = await Deno.makeTempDir({ prefix: "checkpoints-" });
  const addresses = freeAddresses(3), lines: string[] = [];
  const start = (self: number): Host<StoreState> =>
    startHost({
      ...storeOf(3),
      cluster: "checkpoints",
      self,
      addresses,
      folder: `${folder}/${self}`,
      compactBytes: 30_000,
      log: (line) => lines.push(`${self}: ${line}`),
    });
  let hosts = addresses.map((_, self) => start(self));
  await Promise.all(Array.from({ length: CLIENTS }, async (_, number) => {
    const client = new StoreClient({ addresses });
    for (let i = 0; i < PUTS; i++) {
      const put = { type: "put", key: `${number}`, value: `${i} ${"x".repeat(200)}` } as const;
      const result = await client.ask(put, 60_000);
      assertEquals(result.kind, "ok", JSON.stringify(result));
    }
    await client.close();
  }));
  await Promise.all(hosts.map((host) => host.stop()));
  for (const { counters } of hosts) assert(counters.compactions > 0, lines.join("\n"));
  for (const self of addresses.keys()) {
    const names = [...Deno.readDirSync(`${folder}/${self}`)].map(({ name }) => name);
    const logs = names.filter((name) => name.endsWith(".log"));
    assert(names.some((name) => name.endsWith(".checkpoint")) && logs.length < 3, `${names}`);
  }
  hosts = addresses.map((_, self) => start(self));
  const client = new StoreClient({ addresses });
  for (let number = 0; number < CLIENTS; number++) {
    assertEquals(await client.ask({ type: "get", key: `${number}` }, 60_000), {
      kind: "ok",
      value: `${PUTS - 1} ${"x".repeat(200)}`,
    });
  }
  await client.close();
  await Promise.all(hosts.map((host) => host.stop()));
  await Deno.remove(folder, { recursive: true });
});
