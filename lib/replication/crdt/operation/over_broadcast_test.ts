import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { weather } from "../../../sim/weather.ts";
import { World } from "../../../sim/world.ts";
import { causalBroadcast } from "../../causal_broadcast/causal_broadcast.ts";
import type { OperationCrdt, Refused } from "../crdt.ts";
import { overBroadcast } from "./over_broadcast.ts";
import { opCounter, opRegister, opSet } from "./types.ts";

/** Three nodes update and read in bad weather; what they have when it is over. */
function stormy<S, U, O, V>(crdt: OperationCrdt<S, U, O, V>, updates: readonly U[], seed: number) {
  const random = new Random(seed, "storm");
  const asks = Array.from({ length: 30 }, () => random.below(1500)).sort((a, b) => a - b);
  const world = new World({
    protocol: causalBroadcast(overBroadcast(crdt)),
    nodes: 3,
    seed,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    faults: weather(random, 3, { untilMs: 1500, faults: [3, 8], mix: { crash: 2, partition: 2 } }),
    trace: "none",
  });
  for (const at of asks) {
    world.run(at - world.now);
    const node = random.below(3), update = updates[random.below(updates.length)]!;
    if (world.states[node] === undefined) continue;
    world.tell(node, { type: "ask", input: { type: "update", update } });
  }
  world.run(500);
  world.heal();
  world.run(3000);
  assertEquals(world.violation, undefined);
  const [first, ...others] = world.states.map((s) => s!);
  for (const other of others) assertEquals(crdt.value(other.app), crdt.value(first!.app));
  assertEquals(first!.stable, first!.delivered);
  return first!.app;
}

Deno.test("a set, a register and a counter by operations are the same everywhere when the storm is over", () => {
  for (let seed = 1; seed <= 5; seed++) {
    stormy(opCounter, [1, 5, -2], seed);
    const set = stormy(
      opSet,
      [0, 1, 2].flatMap((element) => [
        { type: "add" as const, element },
        { type: "remove" as const, element },
      ]),
      seed,
    );
    const register = stormy(
      opRegister,
      [1, 2, 3].map((value) => ({ type: "write" as const, value })),
      seed,
    );
    // All is stable, so no timestamp is left.
    assertEquals([set.log, register.log], [[], []]);
  }
});

Deno.test("who reads changes nothing, and is answered what users see", () => {
  const app = overBroadcast(opCounter), state = app.init(2);
  assertEquals(app.perform(state, { type: "read" }, 0), { answer: 0 });
  const { payload } = app.perform(state, { type: "update", update: 7 }, 0);
  app.deliver(state, { origin: 0, stamp: [1, 0], payload: payload! });
  assertEquals(app.perform(state, { type: "read" }, 1), { answer: 7 });
});

Deno.test("what cannot be asked is refused with its reason, and nobody is told of it", () => {
  const app = overBroadcast(opCounter), state = app.init(2);
  for (const by of [NaN, 0.5, Infinity, null, "1", Number.MAX_SAFE_INTEGER + 1]) {
    const { payload, answer } = app.perform(state, { type: "update", update: by }, 0);
    assertEquals(payload, undefined);
    assertStringIncludes((answer as Refused).refused, "it must be a whole number: given");
  }
  for (const input of [null, undefined, {}, { type: "no such" }, { type: "update" }]) {
    const { payload, answer } = app.perform(state, input, 0);
    assertEquals(payload, undefined);
    assertStringIncludes((answer as Refused).refused, "Cannot ask because");
  }
  app.deliver(state, {
    origin: 0,
    stamp: [1, 0],
    payload: app.perform(state, { type: "update", update: Number.MAX_SAFE_INTEGER }, 0).payload!,
  });
  assert("refused" in (app.perform(state, { type: "update", update: 1 }, 0).answer as Refused));
});
