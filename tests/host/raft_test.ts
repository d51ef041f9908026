/** Raft on hosts, where more goes wrong than its rules allow for. */

import { assert, assertEquals, assertLess } from "@std/assert";
import { bare } from "hb/replicated/requests.ts";
import { patienceMs } from "./fixture.ts";
import { RaftHosts } from "./raft_hosts.ts";

const put = (key: string, value: string) => bare({ type: "put", key, value });

Deno.test("a node that is behind gets a snapshot that is larger than a frame, and goes on with it when it restarts", async () => {
  const frameBytes = 2 ** 16, value = "x".repeat(2 ** 13);
  const options = { snapshotEvery: 10, snapshotChunkBytes: 2 ** 12, savesChunks: true };
  await using raft = new RaftHosts(options, { frameBytes });
  raft.start(0, 1);
  for (let i = 0; i < 40; i++) await raft.ask(0, put(`${i}`, value));
  // The third has never been there, and what it needs is compacted. It stops with a quarter of that.
  raft.chunksUpTo = 1 / 4;
  raft.start(2);
  const had = await raft.received(2);
  await raft.stop(2);
  raft.chunksUpTo = 1;
  raft.start(2);
  const { partial } = raft.hosts[2]!.state!;
  assert(partial !== undefined && partial.received >= had, `${partial?.received} after ${had}`);
  await raft.caughtUp(2, 40);
  assert(raft.hosts[2]!.state!.snapshot.last.index > 0);
  assertEquals(raft.lines.filter((line) => line.includes("too long")), []);
});

Deno.test("a node that comes back without what it acknowledged gets it again from a leader that stays", async () => {
  await using raft = new RaftHosts();
  raft.start(0, 1, 2);
  for (let i = 0; i < 5; i++) await raft.ask(0, put(`${i}`, "x"));
  const leader = await raft.leader(), victim = (leader + 1) % 3;
  await raft.caughtUp(victim, 5);
  const { term } = raft.hosts[leader]!.state!;
  await raft.stop(victim);
  await Deno.remove(`${raft.folder}/${victim}`, { recursive: true });
  raft.start(victim);
  for (let i = 5; i < 10; i++) await raft.ask(leader, put(`${i}`, "x"));
  await raft.caughtUp(victim, 10);
  const { state, counters } = raft.hosts[leader]!;
  assertEquals([state!.role, state!.term], ["leader", term]);
  assert(state!.leading!.progress.get(victim)!.loss !== null);
  // And then it is quiet again: heartbeats, and nothing else, of which there are more if this wakes up late.
  const before = counters.steps, began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const steps = raft.hosts[leader]!.counters.steps - before;
  assertLess(steps / (performance.now() - began), 100 / 500);
});

Deno.test("a transfer of leadership is answered by who leads then", async () => {
  await using raft = new RaftHosts();
  raft.start(0, 1, 2);
  await raft.ask(0, put("x", "1"));
  const leader = await raft.leader(), to = (leader + 1) % 3, down = (leader + 2) % 3;
  await raft.stop(down);
  const failed = await raft.ask(leader, { type: "transfer", to: down }, patienceMs);
  assert(!failed.ok && failed.why === "refused", JSON.stringify(failed));
  assertEquals(failed.words, `node ${down} did not take over in time`);
  // On a busy machine it may not take over in time either, and is asked again.
  await raft.until("there was no transfer", async () => {
    const answer = await raft.ask(await raft.leader(), { type: "transfer", to }, patienceMs);
    return answer.ok || undefined;
  });
  assertEquals(raft.hosts[to]!.state!.role, "leader");
});
