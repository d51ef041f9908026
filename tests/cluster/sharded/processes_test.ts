/** A sharded store of processes: all of its ranges, as clients of the store see them. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Entries } from "../../../tools/kv/operation.ts";
import { StoreClient } from "../../../tools/kv/store_client.ts";
import { rotated, spread } from "../load.ts";
import { Processes } from "../processes.ts";
import { storm } from "../storm.ts";

const kind = { protocol: "multiraft", reads: "read-index", groups: 16, splitMb: 0.02 } as const;

/** How long anything may take, in ms: it is waited for, and not for this. */
const TIMEOUT_MS = 120_000;

/** Keys in all of the ranges, in order. */
const keys = Array.from({ length: 36 }, (_, place) => spread("key", place));

/** Asks until it is so. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while (!await isSo()) {
    assert(performance.now() < end, `it did not come to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Puts all keys, each once. */
async function put(client: StoreClient, value: string): Promise<void> {
  for (const key of keys) {
    // What is not known may be done later, so another value is put then.
    await until(`"${key}" is ${value}`, async () => {
      const { kind } = await client.ask({ type: "put", key, value }, TIMEOUT_MS);
      return kind === "ok";
    });
  }
}

async function get(client: StoreClient, key: string): Promise<unknown> {
  const result = await client.ask({ type: "get", key }, TIMEOUT_MS);
  return result.kind === "ok" ? result.value : result.why;
}

/** All keys and values from `key` to `to`, page after page. */
async function scan(client: StoreClient, key: string, to: string | null) {
  const all: (readonly [string, string])[] = [];
  for (let from = key, more = true; more;) {
    const result = await client.ask({ type: "range", key: from, to, limit: 25 }, TIMEOUT_MS);
    assert(result.kind === "ok", JSON.stringify(result));
    const page = result.value as Entries;
    for (const [key, value] of page.entries) all.push([key, value]);
    from = `${page.entries.at(-1)?.[0]}\0`;
    more = page.more;
  }
  return all;
}

Deno.test("a sharded store serves all of its ranges, splits them, and goes on when a node is killed", async (t) => {
  await using processes = new Processes(4, kind);
  await processes.startAll();
  const clients = processes.addresses.map((_, node) =>
    new StoreClient({ addresses: rotated(processes.addresses, node) })
  );
  const [first, second, third] = clients as [StoreClient, StoreClient, StoreClient];
  try {
    await t.step("what is written through one node is read through others", async () => {
      await put(first, "1");
      for (const key of keys) assertEquals(await get(second, key), "1");
      assertEquals((await third.ask({ type: "del", key: keys[7]! }, TIMEOUT_MS)).kind, "ok");
      assertEquals(await get(first, keys[7]!), null);
      const cas = { type: "cas", key: keys[7]!, expected: null, value: "1" } as const;
      assertEquals(await second.ask(cas, TIMEOUT_MS), { kind: "ok", value: true });
      assertEquals(await second.ask(cas, TIMEOUT_MS), { kind: "ok", value: false });
    });

    await t.step("a range over all ranges is in order, each key once", async () => {
      assertEquals(await scan(third, "", null), keys.map((key) => [key, "1"]));
      const some = keys.slice(5, 30).map((key) => [key, "1"] as const);
      assertEquals(await scan(first, keys[5]!, keys[30]!), some);
    });

    await t.step("neither transactions nor leases are done, and that is said", async () => {
      const txn = { type: "txn", compares: [], success: [], failure: [] } as const;
      const lease = { type: "put", key: "x", value: "y", lease: 7 } as const;
      for (const command of [txn, lease, { type: "grant", id: null, ttlMs: 5000 } as const]) {
        const result = await first.ask(command, TIMEOUT_MS);
        assert(result.kind === "fail", JSON.stringify(result));
        assertMatch(result.why, /neither transactions nor leases yet/);
      }
    });

    await t.step("a range that grows is split, and everything is where it was", async () => {
      const users = Array.from({ length: 60 }, (_, i) => `user:${`${i}`.padStart(2, "0")}`);
      for (const key of users) {
        const put = { type: "put", key, value: key.padEnd(1000, ".") } as const;
        assertEquals((await second.ask(put, TIMEOUT_MS)).kind, "ok");
      }
      await until(
        "a range is split",
        () => processes.lines.some((line) => line.includes("split off")),
      );
      const found = await scan(first, "user:", "user;");
      assertEquals(found.map(([key]) => key), users);
    });

    await t.step("a node is killed and comes back, and nothing is lost", async () => {
      await processes.end(3, "SIGKILL");
      await put(second, "2");
      await processes.start(3);
      const back = new StoreClient({ addresses: [processes.addresses[3]!] });
      for (const key of keys) assertEquals(await get(back, key), "2");
      await back.close();
    });

    await t.step(
      "of a write that a node took and did not answer, nobody asks another",
      async () => {
        const { addresses } = processes, key = keys[20]!;
        const client = new StoreClient({ addresses: [addresses[2]!, addresses[0]!] });
        await client.ask({ type: "put", key, value: "3" }, TIMEOUT_MS);
        processes.signal(2, "SIGSTOP");
        const result = await client.ask({ type: "put", key, value: "4" }, 1_000);
        assertEquals(result.kind, "unknown");
        assertEquals(await get(first, key), "3");
        processes.signal(2, "SIGCONT");
        await client.close();
      },
    );
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
  for (const node of [0, 1, 2, 3]) {
    const { code } = await processes.end(node, "SIGTERM");
    assertEquals(code, 0, processes.tail());
  }
  // All ranges of a node share its journal, and what they save at a time is synced at once.
  const said = processes.lines.flatMap((
    line,
  ) => [...line.matchAll(/saved in (\d+) of them with (\d+) syncs/g)]);
  assertEquals(said.length, 4);
  for (const [words, steps, syncs] of said) assert(Number(syncs) <= Number(steps), words);
});

Deno.test("killed and stopped under load, a sharded store is one store, key by key", async () => {
  const { lines } = await storm({
    kind: { protocol: "multiraft", reads: "lease", groups: 16, splitMb: 0.01 },
    forMs: 1_000,
    done: 60,
    clients: 4,
    keys: 5,
  });
  assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
});
