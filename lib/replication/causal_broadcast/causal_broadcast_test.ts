import { assert, assertEquals } from "@std/assert";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { step } from "../../model/step.ts";
import { diary } from "./application.ts";
import { causalBroadcast } from "./causal_broadcast.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./messages.ts";

const protocol = causalBroadcast(diary);

function worldOf(seed: number, faults: ConstructorParameters<typeof World>[0]["faults"] = []) {
  return new World({
    protocol,
    nodes: 3,
    seed,
    invariants,
    network: { latency: uniform(1, 20), loss: 0.2 },
    faults,
  });
}

Deno.test("a node that comes late is handed everything, and until it comes nothing is stable", () => {
  const world = worldOf(1);
  world.inject({ kind: "crash", at: 0, node: 2 });
  for (const input of ["a", "b", "c"]) world.tell(0, { type: "ask", input });
  world.run(2000);
  assertEquals([world.states[1]!.delivered, world.states[1]!.stable], [[3, 0, 0], [0, 0, 0]]);
  world.restart(2);
  world.run(2000);
  assertEquals(world.states[2]!.app.map(({ payload }) => payload), ["a", "b", "c"]);
  for (const s of world.states) assertEquals([s!.stable, s!.held.size], [[3, 0, 0], 0]);
});

Deno.test("a node starts alike from its journal and from its checkpoint", () => {
  const world = worldOf(2);
  world.tell(0, { type: "ask", input: "a" });
  world.run(200);
  world.tell(1, { type: "ask", input: "b" });
  world.run(2000);
  const before = world.states[1]!;
  const journal: Saved<typeof before.app, unknown>[] = before.app.map(
    ({ origin, stamp, payload }) => ({ delivered: { origin, stamp, payload } }),
  );
  const started = (journal: readonly Saved<typeof before.app, unknown>[]) =>
    step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 }).state;
  const long = started(journal), short = started(protocol.checkpoint!(before));
  assertEquals([short.app, short.delivered], [long.app, long.delivered]);
  // The checkpoint knows besides what others have: it keeps nothing for them.
  assertEquals([short.held.size, short.stable], [0, [1, 1, 0]]);
  const checkpoint = protocol.checkpoint!(before)[0]!;
  assertEquals(protocol.compact!([...journal, checkpoint]), [checkpoint]);
  assertEquals(protocol.compact!(journal), journal);
});

Deno.test("when all have everything nobody sends, and no timer runs", () => {
  const world = worldOf(3);
  world.tell(0, { type: "ask", input: "a" });
  world.run(3000);
  const { messages } = world;
  world.run(60_000);
  assertEquals(world.messages, messages);
  assert(world.states.every((s) => !s!.beating));
});

Deno.test("a node that joins has what was said before, and one that leaves is waited for no longer", () => {
  const world = new World({
    protocol: causalBroadcast(diary, { members: 2 }),
    nodes: 3,
    seed: 4,
    invariants,
    network: { latency: uniform(1, 20), loss: 0.2 },
  });
  world.tell(0, { type: "ask", input: "a" });
  world.tell(2, { type: "ask", input: "not yet" });
  world.run(1000);
  world.tell(2, { type: "join", via: 0 });
  world.run(1000);
  world.tell(2, { type: "ask", input: "b" });
  world.tell(1, { type: "leave" });
  world.run(2000);
  const [one, gone, joined] = world.states;
  assertEquals([one, gone, joined].map((s) => s!.membership.status), ["in", "left", "in"]);
  // Nobody waits for node 1 any more: what is said from now on is stable without it.
  world.inject({ kind: "crash", at: 0, node: 1 });
  world.tell(2, { type: "ask", input: "c" });
  world.run(2000);
  for (const s of [world.states[0]!, world.states[2]!]) {
    assertEquals(s.app.map(({ payload }) => payload), ["a", "b", "c"]);
    assertEquals([s.stable, s.held.size], [[2, 1, 2], 0]);
  }
});
