/** Leases and transactions over gRPC, from processes to clients that are made of the library alone. */

import { assert, assertEquals } from "@std/assert";
import { codes } from "hb/wire/status.ts";
import { type Called, GrpcClient, GrpcNodes, insist, leaderOf } from "./grpc_nodes.ts";
import { Watching } from "./watching.ts";

const tool = new URL("../../tools/kv.ts", import.meta.url).pathname;

/** What the command says, for what its exit code is. */
async function kv(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", tool, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return `${code} ${text(stdout)}${code === 0 ? "" : text(stderr)}`;
}

function codeOf(called: Called): string {
  return called.ok ? "OK" : `${called.code}${called.notDone ? ", not done" : ""}`;
}

/** A stream by which leases are kept alive, one after another. */
function keepingAlive(client: GrpcClient) {
  const stream = client.duplex("LeaseKeepAlive");
  const told: Record<string, unknown>[] = [];
  let wake = () => {}, ended: number | undefined;
  stream.on("data", (response: Record<string, unknown>) => {
    told.push(response);
    wake();
  });
  stream.on("end", () => {
    ended ??= codes.OK;
    wake();
  });
  stream.on("error", ({ code }: { readonly code: number }) => {
    ended = code;
    wake();
  });
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => wake = resolve);
  };
  return {
    ask: (id: number) => stream.write({ id }),
    told: async (count: number) => {
      await until(() => told.length >= count || ended !== undefined);
      return told.map(({ id, ttl_ms = 0 }) => `${id} ${ttl_ms}`);
    },
    async end() {
      stream.end();
      await until(() => ended !== undefined);
      return ended;
    },
  };
}

const put = (key: string, value: string, lease?: number) => ({
  put: { key, value, ...(lease === undefined ? {} : { lease }) },
});

Deno.test("leases and transactions over gRPC: every call at every node, and failures by their codes", async (t) => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at));
  const [first, second, third] = clients as [GrpcClient, GrpcClient, GrpcClient];
  await leaderOf(first);

  await t.step(
    "a transaction does one list or the other, and gives what each of it gives",
    async () => {
      await first.ask("Put", { key: "a", value: "1" });
      const request = {
        compare: [
          { key: "a", equal: "1" },
          { key: "a", not_equal: "2" },
          { key: "a", present: true },
          { key: "c", present: false },
        ],
        success: [
          put("a", "2"),
          { get: { key: "a" } },
          { get: { key: "nothing" } },
          { range: { from: "a", to: "b" } },
          { delete: { key: "c" } },
        ],
        failure: [{ get: { key: "a" } }],
      };
      const done = await second.ask("Txn", request), again = await third.ask("Txn", request);
      const results = (done.results as Record<string, unknown>[]).map(({ result, ...rest }) => {
        return result === undefined ? "done" : rest[result as string];
      });
      assertEquals(JSON.parse(JSON.stringify(results)), [
        "done",
        { value: "2", _value: "value" },
        {},
        { entries: [{ key: "a", value: "2" }], more: false },
        "done",
      ]);
      assertEquals([done.succeeded, again.succeeded ?? false], [true, false]);
      assertEquals((again.results as unknown[]).length, 1);
      assert((again.revision as number) > (done.revision as number));
    },
  );

  await t.step(
    "a lease takes its keys along, and a watch hears of them in one revision",
    async () => {
      const { id, ttl_ms: ttl } = await first.ask("LeaseGrant", { ttl_ms: 600_000 });
      assertEquals(ttl, 600_000);
      const watching = new Watching(third, { prefix: "l/" });
      await watching.until(({ revision }) => revision !== undefined);
      await second.ask("Put", { key: "l/b", value: "1", lease: id });
      await second.ask("Txn", { success: [put("l/a", "1", id as number), put("l/free", "1")] });
      const { entries } = await third.ask("Range", { from: "l/a", to: "l/g" });
      const held = (entries as Record<string, unknown>[]).map(({ key, lease }) => ({ key, lease }));
      const expected = ["l/a", "l/b"].map((key) => ({ key, lease: id }));
      assertEquals(held, [...expected, { key: "l/free", lease: undefined }]);
      const known = await third.ask("LeaseTimeToLive", { id });
      assertEquals([known.granted_ttl_ms, known.keys], [600_000, ["l/a", "l/b"]]);
      assert((known.remaining_ms as number) <= 600_000, `${known.remaining_ms}`);
      const { revision } = await first.ask("LeaseRevoke", { id });
      await watching.until(({ events }) => events.length >= 5);
      const told = watching.events.map(({ key, value, revision }) => ({ key, value, revision }));
      assertEquals(
        told.slice(3),
        [
          { key: "l/a", value: undefined, revision },
          { key: "l/b", value: undefined, revision },
        ] as typeof told,
      );
      assertEquals(told[1]!.revision, told[2]!.revision);
      assertEquals(await first.ask("Get", { key: "l/a" }), {});
      assertEquals(await first.ask("Get", { key: "l/free" }), { value: "1" });
      watching.cancel();
      await watching.end();
    },
  );

  await t.step("a stream keeps leases alive, and goes on where there is none", async () => {
    await first.ask("LeaseGrant", { id: 70, ttl_ms: 600_000 });
    const stream = keepingAlive(second);
    for (const id of [70, 71, 70]) stream.ask(id);
    assertEquals(await stream.told(3), ["70 600000", "71 0", "70 600000"]);
    assertEquals(await stream.end(), codes.OK);
  });

  await t.step("what cannot be done is refused with the code that says why", async () => {
    const code = async (method: string, request: object) =>
      codeOf(await first.call(method, request));
    assertEquals(await code("Put", { key: "x", value: "", lease: 99 }), "5, not done");
    assertEquals(await code("Txn", { success: [put("x", "", 99)] }), "5, not done");
    assertEquals(await code("LeaseRevoke", { id: 99 }), "5, not done");
    assertEquals(await code("LeaseTimeToLive", { id: 99 }), "5, not done");
    assertEquals(await code("LeaseGrant", { id: 70, ttl_ms: 1000 }), "6, not done");
    assertEquals(await code("LeaseGrant", { ttl_ms: 1 }), "3, not done");
    assertEquals(await code("Put", { key: "x", value: "", lease: 0 }), "3, not done");
    assertEquals(await code("Txn", { success: [put("x", "1"), put("x", "2")] }), "3, not done");
    assertEquals(await code("Txn", { compare: [{ key: "x" }] }), "3, not done");
    assertEquals(await code("Txn", { success: [{}] }), "3, not done");
    const gets = Array.from({ length: 129 }, () => ({ get: { key: "x" } }));
    assertEquals(await code("Txn", { success: gets }), "3, not done");
    const value = "x".repeat(2 ** 18);
    await first.ask("Put", { key: "large", value });
    const large = [1, 2, 3].map(() => ({ get: { key: "large" } }));
    assertEquals(await code("Txn", { success: large }), "8, not done");
    assertEquals(
      await code("Txn", { success: [put("1", value.slice(9)), put("2", value.slice(9))] }),
      "OK",
    );
  });

  await t.step("the command asks for all of it, over both protocols", async () => {
    for (const way of [["--grpc", "--at", nodes.at.join()], ["--at", nodes.ownAddresses.join()]]) {
      const words = "if tool absent then put tool 1 then get tool else get tool then del nothing";
      const txn = () => kv("txn", ...words.split(" "), ...way);
      assertEquals(await txn(), '0 then\nput "tool"\nget "tool": "1"\ndel "nothing"\n');
      assertEquals(await txn(), '1 else\nget "tool": "1"\n');
      assertEquals(await kv("lease", "grant", "600000", "--id", "80", ...way), "0 80\n");
      assertEquals(await kv("put", "tool", "2", "--lease", "80", ...way), "0 ");
      assertEquals(await kv("lease", "renew", "80", ...way), "0 ");
      const shown = await kv("lease", "show", "80", ...way);
      const expected = '0 lease 80 of 600000 ms, N ms left\n  "tool"\n';
      assertEquals(shown.replace(/\d+ ms left/, "N ms left"), expected);
      assertEquals(await kv("lease", "revoke", "80", ...way), "0 ");
      const refused = "1 Cannot do lease renew 80: there is no lease 80\n";
      assertEquals(await kv("lease", "renew", "80", ...way), refused);
      assertEquals(await kv("get", "tool", ...way), '1 There is no "tool"\n');
    }
  });

  await t.step(
    "nodes that are all killed come back with their leases, and what is attached to them",
    async () => {
      await first.ask("Put", { key: "kept", value: "1", lease: 70 });
      await Promise.all([0, 1, 2].map((node) => nodes.end(node, "SIGKILL")));
      await nodes.startAll();
      const called = await insist(third, "LeaseTimeToLive", { id: 70 });
      assert(called.ok, JSON.stringify(called));
      assertEquals([called.response.granted_ttl_ms, called.response.keys], [600_000, ["kept"]]);
    },
  );

  for (const client of clients) client.close();
});

Deno.test("a lease outlives the leader that granted it, has its whole time anew, and then its keys go", async () => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at)), ttlMs = 8_000;
  const leader = await leaderOf(clients[0]!), here = clients[(leader + 1) % 3]!;
  const watching = new Watching(here, { prefix: "k" });
  await watching.until(({ revision }) => revision !== undefined);
  await here.ask("LeaseGrant", { id: 7, ttl_ms: ttlMs });
  for (const key of ["k1", "k2"]) {
    const called = await here.call("Put", { key, value: "held", lease: 7 });
    assert(called.ok, JSON.stringify(called));
  }
  await watching.until(({ events }) => events.length === 2);
  // Some of its time is over when its leader dies, and most of it is not, however slow the machine is.
  for (let left = ttlMs; left > ttlMs - 1_000;) {
    left = (await here.ask("LeaseTimeToLive", { id: 7 })).remaining_ms as number;
  }
  await nodes.end(leader, "SIGKILL");
  const killedAt = performance.now();
  await watching.until(({ events }) => events.length >= 4);
  const livedMs = performance.now() - killedAt;
  assert(livedMs >= ttlMs, `${livedMs}`);
  const [, , ...gone] = watching.events;
  assertEquals(gone.map(({ key, value }) => `${key}=${value}`), ["k1=undefined", "k2=undefined"]);
  assertEquals(new Set(gone.map(({ revision }) => revision)).size, 1);
  const called = await insist(here, "LeaseTimeToLive", { id: 7 });
  assertEquals(codeOf(called), "5, not done");
  watching.cancel();
  await watching.end();
  for (const client of clients) client.close();
});

Deno.test("transfers between two keys keep their sum, whoever reads it, and though the leader dies", async () => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at)), SUM = 100, EACH = 25;
  const leader = await leaderOf(clients[0]!), others = clients.filter((_, i) => i !== leader);
  const watching = new Watching(others[0]!, { prefix: "account/" });
  await watching.until(({ revision }) => revision !== undefined);
  const accounts = ["account/a", "account/b"] as const;
  await others[0]!.ask("Txn", { success: accounts.map((key) => put(key, `${SUM / 2}`)) });
  const read = { success: accounts.map((key) => ({ get: { key } })) };
  const balances = async (client: GrpcClient): Promise<readonly [number, number]> => {
    for (;;) {
      const called = await insist(client, "Txn", read);
      if (!called.ok) continue;
      const found = called.response.results as { readonly get: { readonly value: string } }[];
      return found.map(({ get }) => Number(get.value)) as [number, number];
    }
  };
  let done = 0;
  const transfer = async (client: GrpcClient, amount: number) => {
    for (let i = 0; i < EACH;) {
      const [a, b] = await balances(client);
      assertEquals(a + b, SUM);
      const called = await insist(client, "Txn", {
        compare: [{ key: accounts[0], equal: `${a}` }, { key: accounts[1], equal: `${b}` }],
        success: [put(accounts[0], `${a - amount}`), put(accounts[1], `${b + amount}`)],
      });
      if (!called.ok || !called.response.succeeded) continue;
      i++;
      if (++done === EACH) await nodes.end(leader, "SIGKILL");
    }
  };
  const transfers = [1, -2, 3, 5].map((amount, i) => transfer(others[i % 2]!, amount));
  await Promise.all(transfers);
  const [a, b] = await balances(others[1]!);
  assertEquals(a + b, SUM);
  // What the watch has told is as atomic: after each revision the sum is what it was.
  await watching.until(({ events }) =>
    events.at(-1)?.key === accounts[1] && events.at(-1)?.value === `${b}` &&
    events.at(-2)?.value === `${a}`
  );
  for (let i = 0; i < watching.events.length; i += 2) {
    const [one, other] = watching.events.slice(i, i + 2);
    assertEquals(one!.revision, other!.revision);
    assertEquals(Number(one!.value) + Number(other!.value), SUM);
  }
  watching.cancel();
  await watching.end();
  for (const client of clients) client.close();
});
