/** The store's journals are compacted from the state while clients write, and nothing is lost by it. */

import { assert, assertEquals } from "@std/assert";
import { type Host, startHost } from "hb/host/host.ts";
import { logOwner } from "hb/host/journal_log.ts";
import { type EngineName, openLogIn, usualEngine } from "../../tools/cluster/engines.ts";
import { type StoreKind, storeOf, usual } from "../../tools/cluster/store.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { freeAddresses } from "../host/ports.ts";

const CLIENTS = 8, PUTS = 80;

const kinds: readonly (StoreKind & { readonly engine?: EngineName })[] = [
  usual,
  { ...usual, engine: "lsm" },
  { ...usual, engine: "btree" },
  { ...usual, engine: "sqlite" },
  { protocol: "multipaxos", reads: "read-index" },
  { protocol: "multipaxos", reads: "quorum-lease" },
  { protocol: "multipaxos", reads: "bodega" },
];

for (const kind of kinds) {
  const name = `${kind.protocol}, read by ${kind.reads}, log in ${kind.engine ?? usualEngine}`;
  Deno.test(`${name}: a store goes on while its journals are compacted, and starts again from its checkpoints`, () =>
    compacting(kind));
}

async function compacting({ engine = usualEngine, ...kind }: typeof kinds[number]): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "checkpoints-" });
  const addresses = freeAddresses(3), lines: string[] = [];
  const start = async (self: number): Promise<Host<object>> => {
    const place = { folder: `${folder}/${self}`, owner: logOwner(self, "checkpoints") };
    return startHost({
      ...storeOf(3, kind),
      cluster: "checkpoints",
      self,
      addresses,
      folder: place.folder,
      ...(engine === "wal" ? {} : { journal: await openLogIn(engine, { ...place, begun: false }) }),
      compactBytes: 30_000,
      log: (line) => lines.push(`${self}: ${line}`),
    });
  };
  let hosts = await Promise.all(addresses.map((_, self) => start(self)));
  await Promise.all(Array.from({ length: CLIENTS }, async (_, number) => {
    const client = new StoreClient({ addresses });
    for (let i = 0; i < PUTS; i++) {
      const put = { type: "put", key: `${number}`, value: `${i} ${"x".repeat(200)}` } as const;
      const result = await client.ask(put, 120_000);
      assertEquals(result.kind, "ok", JSON.stringify(result));
    }
    await client.close();
  }));
  await Promise.all(hosts.map((host) => host.stop()));
  for (const { counters } of hosts) assert(counters.compactions > 0, lines.join("\n"));
  for (const self of addresses.keys()) {
    if (engine !== "wal") continue;
    const names = [...Deno.readDirSync(`${folder}/${self}`)].map(({ name }) => name);
    const logs = names.filter((name) => name.endsWith(".log"));
    assert(names.some((name) => name.endsWith(".checkpoint")) && logs.length < 3, `${names}`);
  }
  hosts = await Promise.all(addresses.map((_, self) => start(self)));
  const client = new StoreClient({ addresses });
  for (let number = 0; number < CLIENTS; number++) {
    assertEquals(await client.ask({ type: "get", key: `${number}` }, 120_000), {
      kind: "ok",
      value: `${PUTS - 1} ${"x".repeat(200)}`,
    });
  }
  await client.close();
  await Promise.all(hosts.map((host) => host.stop()));
  await Deno.remove(folder, { recursive: true });
}
