/**
 * What stands against forgetting a tombstone in a store in the manner of Dynamo, one thing at a time; and what a node has heard
 * of others that must be there after a crash.
 */

import { assert, assertEquals } from "@std/assert";
import { dynamo } from "hb/replication/dynamo/dynamo.ts";
import type { Message } from "hb/replication/dynamo/messages.ts";
import type { Settings } from "hb/replication/dynamo/settings.ts";
import type { State } from "hb/replication/dynamo/state.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { of, type Stage, stageOf } from "../reads/stage.ts";

const GRACE_MS = 500;

/** Nothing happens by itself, and the list of every key is 0, 1, 2, … */
const still: Partial<Settings> = {
  ...{ copies: 3, reads: 2, writes: 2, graceMs: GRACE_MS, names: 1, readRepair: false },
  ...{ handoffMs: null, repairMs: null, shape: null },
  replicasOf: (_, nodes) => nodes,
};

const ask = (stage: Stage, node: number, client: number, message: Message) =>
  stage.ask(node, client, message);
const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const deletion: Message = { type: "put", key: "k", value: null, context: new Map() };

/** Three nodes, all of which have had a tombstone for long, as node 0 has written it. */
function longDeleted(): Stage {
  const stage = stageOf(dynamo(still), 3);
  stage.clock(1000);
  ask(stage, 0, 10, deletion);
  stage.deliver();
  stage.clock(10_000);
  return stage;
}

/** Whether a node that is asked at that time has nothing against forgetting it. */
function agrees(stage: Stage, node: number, atMs: number): boolean {
  stage.clock(atMs);
  const { seen } = stateOf(stage, node).store.get("k")!;
  ask(stage, node, 2, { type: "mayPurge", key: "k", seen, round: 1 });
  return stage.hold(of("purgeable")).length > 0;
}

Deno.test("whoever has coordinated a put of the key agrees when a message of that cannot be under way any more", () => {
  const stage = stageOf(dynamo(still), 3);
  stage.clock(1000);
  ask(stage, 0, 10, deletion);
  stage.deliver();
  assertEquals(agrees(stage, 0, 1000 + GRACE_MS - 1), false);
  assertEquals(agrees(stage, 0, 1000 + GRACE_MS), true);
});

Deno.test("and so does whoever has coordinated a get", () => {
  const stage = longDeleted();
  ask(stage, 1, 11, { type: "get", key: "k" });
  stage.deliver();
  assertEquals(agrees(stage, 1, 10_000 + GRACE_MS - 1), false);
  assertEquals(agrees(stage, 1, 10_000 + GRACE_MS), true);
});

Deno.test("whoever coordinates a get of the key does not agree as long as that takes", () => {
  const stage = longDeleted();
  ask(stage, 1, 11, { type: "get", key: "k" });
  const reads = stage.hold(of("read"));
  assertEquals(agrees(stage, 1, 20_000), false);
  assertEquals(agrees(stage, 2, 20_000), true);
  for (const read of reads) stage.hand(read);
  stage.deliver();
  assertEquals(agrees(stage, 1, 20_000 + GRACE_MS), true);
});

Deno.test("whoever has just started does not know what it has sent, and agrees after a while", () => {
  const stage = longDeleted();
  stage.crash(1);
  assertEquals(agrees(stage, 1, 10_000 + GRACE_MS - 1), false);
  assertEquals(agrees(stage, 1, 10_000 + GRACE_MS), true);
});

Deno.test("who agreed in the first round has not agreed in the second", () => {
  const stage = longDeleted();
  stage.fire(0, "sweep");
  stage.deliver(of("mayPurge"));
  const agreed = stage.hold(of("purgeable"));
  assertEquals(agreed.length, 3);
  for (const each of agreed) stage.hand(each);
  stage.fire(0, "sweep");
  const asked = stage.hold(of("mayPurge"));
  // What two have said in the first round comes once more; one answers in the second.
  for (const each of agreed.filter(({ from }) => from !== 2)) stage.hand(each);
  stage.hand(asked.find(({ to }) => to === 2)!);
  stage.deliver(of("purgeable"));
  assertEquals(stage.hold(of("purge")), []);
  for (const each of asked) stage.hand(each);
  stage.deliver(of("purgeable"));
  assertEquals(stage.hold(of("purge")).length, 3);
});

Deno.test("a tombstone stays while what a get mends with is under way", () => {
  const world = new World({
    protocol: dynamo({
      ...{ copies: 3, hints: 0, handoffMs: null, repairMs: null, sweepMs: 10, graceMs: GRACE_MS },
      replicasOf: (_, nodes) => nodes,
    }),
    nodes: 3,
    network: { latency: constant(1) },
    seed: 1,
    faults: [
      { kind: "partition", at: 0, forMs: 120, sides: [[0, 1], [2]] },
      // What node 2 tells node 0 takes 90 ms, and with what it is mended then nearly as long as anything may.
      { kind: "slow", at: 640, forMs: 20, from: 2, to: 0, byMs: 80 },
      { kind: "slow", at: 710, forMs: 60, from: 0, to: 2, byMs: 490 },
    ],
  });
  const tell = (node: number, message: Message) => world.tell(node, message);
  tell(0, { type: "put", key: "k", value: "a", context: new Map() });
  world.run(600);
  // Whoever says something is not down.
  tell(2, { type: "get", key: "other" });
  world.run(50);
  tell(0, { type: "get", key: "k" });
  world.run(10);
  tell(1, { type: "change", key: "k", value: null });
  world.run(3000);
  assertEquals(world.states.map((s) => s!.store.has("k")), [false, false, false]);
});

Deno.test("that a node is gone is known after a crash, and what was kept for it is for who takes its place", () => {
  const stage = stageOf(dynamo({ ...still, copies: 2, reads: 1, writes: 1 }), 4);
  for (const silent of [0, 1, 2]) stateOf(stage, 3).suspects.add(silent);
  ask(stage, 3, 10, { type: "put", key: "k", value: "a", context: new Map() });
  stage.deliver();
  ask(stage, 3, 11, { type: "gone", node: 1 });
  stage.crash(3);
  const { gone, hints } = stateOf(stage, 3);
  assertEquals([...gone], [1]);
  assert(!hints.has(1));
  assertEquals(hints.get(2)?.get("k")?.versions.map(({ value }) => value), ["a"]);
});
