/** Hosts on real sockets and disks, in one process. */

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { OperationalError } from "hb/host/operational_error.ts";
import { startHost } from "hb/host/host.ts";
import { UnusableLog } from "hb/storage/wal/recover.ts";
import { eventually, Hosts, patience, patienceMs } from "./fixture.ts";

function add(text: string) {
  return { type: "add", text } as const;
}

Deno.test("three nodes agree over the network, and an answer finds its way from another node", async () => {
  await using hosts = new Hosts(3);
  assertEquals(await hosts.insist(0, add("a")), ["a"]);
  assertEquals(await hosts.insist(1, add("b")), ["a", "b"]);
  assertEquals(await hosts.insist(2, { type: "list" }), ["a", "b"]);
});

Deno.test("one of three may be away, and comes back with what it had saved", async () => {
  await using hosts = new Hosts(3);
  await hosts.insist(0, add("a"));
  await eventually(() => hosts.hosts[2]!.state?.row[0], () => "node 2 has not heard");
  await hosts.stop(2);
  await hosts.insist(1, add("b"));
  const restarted = hosts.start(2);
  assertEquals(restarted.state?.row, ["a"]);
  await eventually(() => restarted.state?.row[1], () => "node 2 has not caught up");
});

Deno.test("a whole cluster that stopped goes on from its logs", async () => {
  await using hosts = new Hosts(3);
  for (const text of ["a", "b", "c"]) await hosts.insist(1, add(text));
  for (const self of [0, 1, 2]) await hosts.stop(self);
  for (const self of [0, 1, 2]) hosts.start(self);
  assertEquals(await hosts.insist(2, { type: "list" }), ["a", "b", "c"]);
});

Deno.test("many requests at a time share syncs, and all are answered", async () => {
  await using hosts = new Hosts(3, {
    limits: { ...patience, requestsEach: 50, requests: 60 },
  });
  const client = hosts.client(0);
  const asked = Array.from({ length: 400 }, (_, i) => client.ask(add(`${i}`), patienceMs));
  const replies = await Promise.all(asked);
  assertEquals(new Set(replies.map(({ kind }) => kind)), new Set(["answer"]));
  const { commits, syncs } = hosts.hosts[0]!.counters;
  // How many share one is the machine's affair; group_commit_test counts them by a clock of its own.
  assert(commits === 400 && syncs < commits, `${commits} commits, ${syncs} syncs`);
});

Deno.test("without a majority there is no answer, and the client is told that it does not know", async () => {
  await using hosts = new Hosts(3);
  await hosts.stop(1);
  await hosts.stop(2);
  const reply = await hosts.ask(0, add("a"), 300);
  assertEquals(reply, { kind: "unknown", why: "the time ran out" });
});

Deno.test("a host that has too much to do refuses, and then nothing has happened", async () => {
  await using hosts = new Hosts(3, { limits: { ...patience, requests: 1 } });
  await hosts.stop(1);
  await hosts.stop(2);
  const client = hosts.client(0);
  assertEquals(await client.ready, 0);
  const first = client.ask(add("a"), patienceMs);
  const second = await client.ask(add("b"), patienceMs);
  assertEquals(second, {
    kind: "refused",
    why: "there are too many requests under way",
    final: false,
  });
  await eventually(() => hosts.hosts[0]!.state!.row.length > 0, () => "the first has not come");
  await client.close();
  assertEquals((await first).kind, "unknown");
  assertEquals(hosts.hosts[0]!.state?.row, ["a"]);
});

Deno.test("a long log is compacted, and nothing of it is lost", async () => {
  await using hosts = new Hosts(3, { compactBytes: 2000 });
  for (let i = 0; i < 60; i++) await hosts.insist(0, add(`${i} ${"x".repeat(50)}`));
  const { compactions } = hosts.hosts[0]!.counters;
  assert(compactions >= 1, "never compacted");
  const { row } = hosts.hosts[0]!.state!;
  await hosts.stop(0);
  assertEquals(hosts.start(0).state?.row, row);
});

Deno.test("a handler that throws ends the host, in one line; the others go on", async () => {
  await using hosts = new Hosts(3);
  const { ended } = hosts.hosts[2]!;
  const reply = await hosts.ask(2, { type: "break" });
  assertEquals((reply as { kind: string }).kind, "unknown");
  assertEquals((await ended)?.message, "this was asked for");
  await hosts.logged('2: stops, because a handler threw upon "break": this was asked for');
  assertEquals(await hosts.insist(1, add("a")), ["a"]);
});

Deno.test("a port in use is one line, and the folder is free again", async () => {
  await using hosts = new Hosts(1);
  const folder = `${hosts.folder}/other`;
  const start = () => startHost({ ...hosts.options(0), folder });
  assertThrows(start, OperationalError, `Cannot listen at 127.0.0.1:${hosts.addresses[0]!.port}`);
  assertThrows(start, OperationalError, "the port is in use");
});

Deno.test("a folder has one process at a time", async () => {
  await using hosts = new Hosts(1);
  const error = assertThrows(() => startHost(hosts.options(0)), OperationalError);
  assertStringIncludes((error as Error).message, "because no other process may use it");
  await hosts.stop(0);
  hosts.start(0);
});

Deno.test("a folder that is none is one line", async () => {
  await using hosts = new Hosts(1);
  const folder = `${hosts.folder}/file`;
  Deno.writeTextFileSync(folder, "");
  const start = () => startHost({ ...hosts.options(0), folder });
  const error = assertThrows(start, OperationalError, `Cannot use ${folder}`) as Error;
  assertEquals(error.message.split("\n").length, 1);
});

Deno.test("the log of another node, or of another cluster, is refused", async () => {
  await using hosts = new Hosts(2);
  await hosts.stop(0);
  await hosts.stop(1);
  const other = { ...hosts.options(0), folder: `${hosts.folder}/1` };
  assertThrows(() => startHost(other), UnusableLog, 'given file 1 of node 1 of cluster "test"');
  const cluster = { ...hosts.options(0), cluster: "other" };
  assertThrows(() => startHost(cluster), UnusableLog, 'of cluster "other" is required');
});

Deno.test("a corrupt log is refused, with the file and the place, and is left as it is", async () => {
  await using hosts = new Hosts(1);
  const path = `${hosts.folder}/0/00000001.log`;
  for (const text of ["a", "b", "c"]) {
    const before = hosts.hosts[0]!.counters.syncs;
    // Alone it has no majority of others to wait for, and nobody to hear it from.
    void hosts.ask(0, add(text));
    await eventually(() => hosts.hosts[0]!.counters.syncs > before || undefined, () => "no sync");
  }
  await hosts.stop(0);
  const bytes = Deno.readFileSync(path);
  bytes[bytes.length - 40]! ^= 1;
  Deno.writeFileSync(path, bytes);
  assertThrows(() => hosts.start(0), UnusableLog, "/0/00000001.log because the entry at byte");
  assertEquals(Deno.readFileSync(path), bytes);
});

Deno.test("what a crash tore is cut off, with a line that says so", async () => {
  await using hosts = new Hosts(1);
  await hosts.stop(0);
  Deno.writeFileSync(`${hosts.folder}/0/00000001.log`, Uint8Array.of(1, 2, 3), { append: true });
  hosts.start(0);
  await hosts.logged("cut 3 bytes off");
});

/** Runs while a method of files fails, as a disk that is full or broken would make it. */
async function failing(methods: readonly string[], error: Error, run: () => Promise<void>) {
  const files = Deno.FsFile.prototype as unknown as Record<string, unknown>;
  const before = methods.map((method) => files[method]);
  for (const method of methods) {
    files[method] = () => {
      throw error;
    };
  }
  try {
    await run();
  } finally {
    methods.forEach((method, i) => files[method] = before[i]);
  }
}

const noSpace = Object.assign(new Error("No space left on device (os error 28)"), {
  code: "ENOSPC",
});
const broken = new Error("Input/output error (os error 5)");

for (
  const [what, methods, error, words] of [
    [
      "write",
      ["writeSync"],
      noSpace,
      /^0: stops, because the disk failed: Cannot write to .*: the disk is full$/,
    ],
    [
      "sync",
      ["syncData", "syncDataSync"],
      broken,
      /^0: stops, because the disk failed: Cannot sync .*: Input\/output error/,
    ],
  ] as const
) {
  Deno.test(`a disk that fails to ${what} ends the host in one line, and no answer was given`, async () => {
    await using hosts = new Hosts(3);
    await hosts.insist(0, add("before"));
    const { ended, state } = hosts.hosts[0]!;
    // A majority is enough for the answer; who writes it later would fail as well.
    await eventually(
      () => state!.saved.every((length) => length === 1),
      () => `saved: ${state!.saved}`,
    );
    await failing(methods, error, async () => {
      const reply = await hosts.ask(0, add("lost"));
      assertEquals((reply as { kind: string }).kind, "unknown");
      assert(await ended instanceof OperationalError);
    });
    assertMatch(await hosts.logged("stops, because"), words);
    hosts.start(0);
    assertEquals(
      await hosts.insist(1, add("after")).then((row) => (row as string[]).at(-1)),
      "after",
    );
  });
}
