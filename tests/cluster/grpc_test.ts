/** The store over gRPC, from processes to a client that is made of the library alone. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { codes } from "hb/wire/status.ts";
import { GrpcClient, GrpcNodes, insist, leaderOf } from "./grpc_nodes.ts";
import { leavePolitely } from "./polite_client.ts";
import { Watching } from "./watching.ts";

const tool = new URL("../../tools/kv.ts", import.meta.url).pathname;

const served = [
  "happensbefore.kv.v1.KV",
  "grpc.health.v1.Health",
  "grpc.reflection.v1.ServerReflection",
];

Deno.test("a store over gRPC: every call at every node, and failures by their codes", async (t) => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at));
  const [first, second, third] = clients as [GrpcClient, GrpcClient, GrpcClient];
  const leader = await leaderOf(first);
  const follower = clients[(leader + 1) % 3]!;

  await t.step(
    "what was put at one node is read, ranged over and deleted at the others",
    async () => {
      const revisions = [];
      for (const [i, key] of ["b", "a", "c"].entries()) {
        revisions.push(
          (await clients[i]!.ask("Put", { key, value: `v${key}` })).revision as number,
        );
      }
      assertEquals(revisions, revisions.toSorted((a, b) => a - b));
      assertEquals(await follower.ask("Get", { key: "a" }), { value: "va" });
      assertEquals(await follower.ask("Get", { key: "nothing" }), {});
      await second.ask("Put", { key: "empty", value: "" });
      assertEquals(await first.ask("Get", { key: "empty" }), { value: "" });
      const { entries, more } = await third.ask("Range", { from: "a", to: "c" });
      assertEquals(entries, [{ key: "a", value: "va" }, { key: "b", value: "vb" }]);
      assert(!more);
      const one = await third.ask("Range", { from: "a\0", limit: 1 });
      assertEquals([one.entries, one.more], [[{ key: "b", value: "vb" }], true]);
      await third.ask("Delete", { key: "b" });
      assertEquals(await first.ask("Get", { key: "b" }), {});
    },
  );

  await t.step("a compare-and-set happens once, and says so", async () => {
    const cas = (request: object) => follower.ask("CompareAndSet", { key: "cas", ...request });
    assert((await cas({ value: "1" })).succeeded);
    assert(!(await cas({ value: "2" })).succeeded);
    assert(!(await cas({ expected: "", value: "2" })).succeeded);
    assert((await cas({ expected: "1", value: "" })).succeeded);
    assert((await cas({ expected: "", value: "3" })).succeeded);
    assertEquals(await first.ask("Get", { key: "cas" }), { value: "3" });
  });

  await t.step("the command asks over gRPC, and says what came of it", async () => {
    const kv = async (...args: readonly string[]) => {
      const { code, stdout } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", tool, ...args, "--grpc", "--at", nodes.at.join()],
        stderr: "null",
        env: { NO_COLOR: "1" },
      }).output();
      return `${code} ${new TextDecoder().decode(stdout)}`;
    };
    assertEquals(await kv("cas", "tool", "--absent", "1"), "0 ");
    assertEquals(await kv("cas", "tool", "0", "2"), "1 ");
    assertEquals(await kv("get", "tool"), "0 1\n");
    assertEquals(await kv("del", "tool"), "0 ");
    assertEquals(await kv("get", "tool"), "1 ");
  });

  await t.step("members and health are told", async () => {
    const { members, answered_by: by } = await second.ask("Members", {});
    assertEquals(
      (members as { grpc_address: string }[]).map((each) => each.grpc_address),
      nodes.at,
    );
    assertEquals(by, 1);
    const service = "grpc.health.v1.Health";
    const check = (name: string) => first.call("Check", { service: name }, { service });
    assertEquals(await check(""), { ok: true, response: { status: "SERVING" } });
    const unknown = await check("another");
    assertEquals(!unknown.ok && unknown.code, 5);
  });

  await t.step("reflection tells what there is, and the files that define it", async () => {
    const services = await first.reflect({ list_services: "" });
    assertEquals(services, { service: served.map((name) => ({ name })) });
    for (const symbol of [served[0]!, `${served[0]}.Watch`, "happensbefore.kv.v1.KeyValue"]) {
      const file = await first.reflect({ file_containing_symbol: symbol });
      const [bytes] = file.file_descriptor_proto as Uint8Array[];
      assertMatch(new TextDecoder().decode(bytes), /CompareAndSetRequest/, symbol);
    }
    assertEquals((await first.reflect({ file_containing_symbol: "nobody" })).error_code, 5);
  });

  await t.step("what cannot be done is refused with the code that says why", async () => {
    const code = async (method: string, request: object): Promise<string> => {
      const called = await first.call(method, request);
      return called.ok ? "OK" : `${called.code}${called.notDone ? ", not done" : ""}`;
    };
    assertEquals(await code("Put", { key: "x".repeat(1025), value: "" }), "3, not done");
    assertEquals(await code("Put", { key: "x", value: "x".repeat(2 ** 18 + 1) }), "3, not done");
    assertEquals(await code("Put", { key: "x", value: "x".repeat(2 ** 18) }), "OK");
    assertEquals(await code("Range", { from: "", limit: 1001 }), "3, not done");
    assertEquals(await code("Put", { key: "x", value: "x".repeat(2 ** 22) }), "8");
    assertEquals(await code("Increment", { key: "x" }), `${codes.UNIMPLEMENTED}`);
    assertEquals(await code("Watch", { from_revision: 2 ** 53 }), "3, not done");
  });

  await t.step("a timeout of a month is no timeout that is over", async () => {
    const deadline = Date.now() + 40 * 24 * 3_600_000;
    assert((await first.call("Get", { key: "a" }, { deadline })).ok);
  });

  await t.step("a watch that has begun tells each change once, in order", async () => {
    const watching = new Watching(follower, { prefix: "w/" });
    await watching.until(({ revision }) => revision !== undefined);
    for (let i = 0; i < 20; i++) await clients[i % 3]!.ask("Put", { key: `w/${i}`, value: `${i}` });
    await first.ask("Put", { key: "elsewhere", value: "" });
    await second.ask("Delete", { key: "w/7" });
    await watching.until(({ events }) => events.length >= 21);
    const told = watching.events.map(({ key, value }) => `${key}=${value}`);
    const expected = Array.from({ length: 20 }, (_, i) => `w/${i}=${i}`);
    assertEquals(told, [...expected, "w/7=undefined"]);
    watching.cancel();
    assertEquals(await watching.end(), codes.CANCELLED);
  });

  for (const client of clients) client.close();
});

Deno.test("a node that dies takes its calls with it, and a watch goes on at another", async () => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at));
  const leader = await leaderOf(clients[0]!);
  const [here, there] = [(leader + 1) % 3, (leader + 2) % 3];
  const watching = new Watching(clients[leader]!, { prefix: "k" });
  await watching.until(({ revision }) => revision !== undefined);
  for (let i = 0; i < 10; i++) await clients[here]!.ask("Put", { key: `k${i}`, value: "1" });
  await watching.until(({ events }) => events.length >= 5);
  assertEquals((await nodes.end(leader, "SIGKILL")).signal, "SIGKILL");
  assertEquals(await watching.end(), codes.UNAVAILABLE);
  // Nobody knows of the first put after the death whether it was done; those that were not are asked for again.
  const put = await insist(clients[here]!, "Put", { key: "k10", value: "1" });
  assert(put.ok || put.code !== codes.UNAVAILABLE, JSON.stringify(put));
  const last = await insist(clients[there]!, "Put", { key: "k11", value: "1" });
  assert(last.ok, JSON.stringify(last));
  const again = new Watching(clients[there]!, {
    prefix: "k",
    from_revision: watching.events.at(-1)!.revision + 1,
  });
  await again.until(({ events }) => events.some(({ key }) => key === "k11"));
  const told = [...watching.events, ...again.events].map(({ key }) => key);
  assertEquals(told.filter((key) => key !== "k10"), [..."0123456789", "11"].map((i) => `k${i}`));
  again.cancel();
  await again.end();

  // Who has restarted does not remember what was before, and says so.
  await nodes.start(leader);
  const late = new Watching(clients[leader]!, { from_revision: 1 });
  const ended = await late.end();
  assert(ended === codes.OUT_OF_RANGE || ended === codes.UNAVAILABLE, `${ended}`);
  for (const client of clients) client.close();
});

Deno.test("without a majority a call ends at its deadline, and nobody is told that it was not done", async () => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  const clients = nodes.at.map((at) => new GrpcClient(at));
  const leader = await leaderOf(clients[0]!);
  for (const node of [0, 1, 2]) if (node !== leader) nodes.signal(node, "SIGSTOP");
  const asked = await clients[leader]!.call("Put", { key: "x", value: "1" }, {
    deadline: Date.now() + 1_000,
  });
  assert(!asked.ok);
  assertEquals([asked.code, asked.notDone], [codes.DEADLINE_EXCEEDED, false]);
  for (const node of [0, 1, 2]) if (node !== leader) nodes.signal(node, "SIGCONT");
  const put = await insist(clients[leader]!, "Put", { key: "y", value: "1" });
  assert(put.ok || put.code !== codes.UNAVAILABLE, JSON.stringify(put));
  for (const client of clients) client.close();
});

Deno.test("clients that leave politely, and nodes that stop, end nobody's process", async () => {
  await using nodes = new GrpcNodes();
  await nodes.startAll();
  // Without the filter a process ended after some four hundred of them.
  for (let i = 0; i < 500; i++) await leavePolitely(nodes.at[0]!);
  for (let i = 0; i < 20; i++) {
    using client = new GrpcClient(nodes.at[0]!);
    assert((await client.call("Members", {})).ok, `client ${i}`);
  }
  const open = new GrpcClient(nodes.at[0]!), watching = new Watching(open, {});
  await watching.until(({ revision }) => revision !== undefined);
  const { code, signal } = await nodes.end(0, "SIGTERM");
  assertEquals([code, signal], [0, null]);
  assertEquals(await watching.end(), codes.UNAVAILABLE);
  open.close();
  assertMatch(nodes.lines.join("\n"), /0: .* has stopped/);
});
