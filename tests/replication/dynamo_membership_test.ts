/** What a node does in a store in the manner of Dynamo when it leaves, when others are silent or gone, and when it comes back. */

import { assert, assertEquals } from "@std/assert";
import { dynamo } from "hb/replication/dynamo/dynamo.ts";
import type { Message } from "hb/replication/dynamo/messages.ts";
import type { Settings } from "hb/replication/dynamo/settings.ts";
import type { State } from "hb/replication/dynamo/state.ts";
import { type Copy, NOTHING, valuesOf } from "hb/replication/dynamo/versions/copy.ts";
import { of, type Stage, stageOf } from "../reads/stage.ts";

/** Nothing happens by itself, and the list of every key is 0, 1, 2, … */
const still: Partial<Settings> = {
  ...{ copies: 2, reads: 1, writes: 1, graceMs: 500, names: 1, readRepair: false },
  ...{ handoffMs: null, repairMs: null, shape: { branching: 2, depth: 0 } },
  replicasOf: (_, nodes) => nodes,
};

const stageFor = (nodes: number, settings: Partial<Settings> = {}) =>
  stageOf(dynamo({ ...still, ...settings }), nodes);
const ask = (stage: Stage, node: number, client: number, message: Message) =>
  stage.ask(node, client, message);
const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const answerTo = ({ answers }: Stage, client: number) =>
  answers.find((each) => each.client === client)?.result;
const add = (value: string, key = "k"): Message => ({
  type: "put",
  key,
  value,
  context: new Map(),
});
const values = (copy: Copy | undefined) => valuesOf(copy ?? NOTHING).toSorted();

/** Of four nodes the last has written "a", and keeps it for both homes, which it thinks down. */
function standingIn(): Stage {
  const stage = stageFor(4);
  for (const silent of [0, 1, 2]) stateOf(stage, 3).suspects.add(silent);
  ask(stage, 3, 10, add("a"));
  stage.hold(() => true);
  return stage;
}

Deno.test("what was kept for a node that is gone is merged with what is kept for who takes its place", () => {
  const stage = standingIn();
  stateOf(stage, 3).suspects.delete(1);
  ask(stage, 3, 11, add("b"));
  stage.hold(() => true);
  const kept = (home: number) => values(stateOf(stage, 3).hints.get(home)?.get("k"));
  assertEquals([kept(0), kept(1)], [["a", "b"], ["a"]]);
  ask(stage, 3, 12, { type: "gone", node: 1 });
  assertEquals([kept(0), kept(2)], [["a", "b"], ["a"]]);
});

Deno.test("a node that leaves keeps nothing new for others, whoever asks it to", () => {
  const stage = standingIn();
  ask(stage, 3, 11, { type: "leave" });
  const copy = stateOf(stage, 3).hints.get(0)!.get("k")!;
  ask(stage, 3, 0, {
    type: "store",
    ...{ ticket: { life: "other", count: 1 }, key: "l", copy, home: 1 },
  });
  assertEquals(stage.hold(of("stored")), []);
  ask(stage, 3, 12, add("c", "m"));
  assertEquals(Object.keys(answerTo(stage, 12) as object), ["failed"]);
  const keys = [...stateOf(stage, 3).hints.values()].flatMap((copies) => [...copies.keys()]);
  assertEquals(keys, ["k", "k"]);
});

Deno.test("a node that leaves waits for the puts that it coordinates", () => {
  const stage = stageFor(3);
  ask(stage, 0, 10, add("a"));
  ask(stage, 0, 11, { type: "leave" });
  assertEquals(answerTo(stage, 11), undefined);
  stage.deliver();
  stage.fire(0, "handoff");
  assertEquals(answerTo(stage, 11), "left");
});

Deno.test("whoever is thought down is asked whether it is, though nothing is kept for it", () => {
  const stage = stageFor(3);
  stateOf(stage, 0).suspects.add(1);
  ask(stage, 0, 10, { type: "handOn" });
  stage.deliver();
  assertEquals([...stateOf(stage, 0).suspects], []);
});

Deno.test("what a node has had to do with a key is forgotten after a while", () => {
  const stage = stageFor(2);
  ask(stage, 0, 10, add("a"));
  stage.deliver();
  for (const [ms, size] of [[499, 1], [500, 0]] as const) {
    stage.clock(ms);
    stage.fire(0, "handoff");
    assertEquals(stateOf(stage, 0).busy.size, size);
  }
});

Deno.test("where the last writer wins, a node whose clock was set back goes on from what it has written", () => {
  const stage = stageFor(2, { conflict: "last write wins" });
  for (const [ms, value] of [[900, "a"], [100, "b"]] as const) {
    stage.clock(ms);
    ask(stage, 0, ms, add(value));
    stage.deliver();
    stage.crash(0);
  }
  assertEquals([0, 1].map((node) => values(stateOf(stage, node).store.get("k"))), [["b"], ["b"]]);
});

Deno.test("whoever takes the place of a node that is gone is compared with", () => {
  const stage = stageFor(3);
  ask(stage, 0, 10, add("a"));
  stage.deliver();
  assert(!stateOf(stage, 0).trees.has(2));
  for (const node of [0, 2]) ask(stage, node, 11, { type: "gone", node: 1 });
  ask(stage, 0, 12, { type: "sync", partner: 2 });
  stage.deliver();
  assertEquals(values(stateOf(stage, 2).store.get("k")), ["a"]);
});
