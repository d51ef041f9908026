import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { gossip } from "./gossip.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

const protocol = gossip({ phaseMs: 1, lifeMs: 100, keepMs: 200, forgetMs: 400 });

/** A node of two, one event after another, each at its time; what it pushes. */
function node(...events: readonly (readonly [now: number, StepEvent<Message, Timer, Saved>])[]) {
  let state =
    step(protocol, undefined, { kind: "start", journal: [] }, { self: 1, nodes: 2 }).state;
  const pushed: [number, readonly number[]][] = [];
  for (const [now, event] of events) {
    const stepped = step(protocol, state, event, { self: 1, nodes: 2, now });
    state = stepped.state;
    for (const effect of stepped.effects) {
      if (effect.kind !== "send" || effect.message.type !== "push") continue;
      pushed.push([now, effect.message.rumours.map(({ ageMs }) => ageMs)]);
    }
  }
  return { state: state as State, pushed };
}

const heard = (ageMs: number, id = "0.1"): StepEvent<Message, Timer, Saved> => ({
  kind: "message",
  from: 0,
  message: { type: "push", rumours: [{ id, body: "news", ageMs }] },
});
const round: StepEvent<Message, Timer, Saved> = { kind: "timer", timer: { type: "round" } };

Deno.test("gossip: a rumour is as old as all nodes have kept it, and is told until it is too old", () => {
  const { state, pushed } = node([10, heard(50)], [20, round], [59, round], [60, round]);
  assertEquals(pushed, [[20, [60]], [59, [99]]]);
  // It is known, and no longer spread.
  assertEquals([[...state.known.keys()], state.hot.size], [["0.1"], 0]);
});

Deno.test("gossip: rumours that come one after another do not put off the round", () => {
  const world = new World({
    protocol: gossip({ roundMs: 100, backupMs: Infinity }),
    nodes: 2,
    seed: 1,
    network: { latency: constant(1) },
  });
  for (let i = 0; i < 10; i++) {
    world.tell(0, { type: "tell", body: `${i}` });
    world.run(40);
  }
  // The latest round that has arrived was at 300 ms: it had those that were told from 0 to 280 ms.
  assertEquals(world.states[1]!.known.size, 8);
});

Deno.test("gossip: what a node has saved counts as delivered when it comes back", () => {
  const journal: Saved[] = ["0.1", "0.2"].map((id) => ({ id, body: id, since: 0 }));
  const { state } = step(gossip(), undefined, { kind: "start", journal }, { self: 1, nodes: 2 });
  assertEquals([state.delivered, state.known.size], [2, 2]);
});

Deno.test("gossip: what a rumour says is dropped before it is forgotten that it was heard", () => {
  const bodies = [159, 160].map((now) => {
    const { state } = node([10, heard(50)], [now, round]);
    return state.known.get("0.1")?.body;
  });
  assertEquals(bodies, ["news", null]);
});

Deno.test("gossip: an earlier rumour that is forgotten after a later one of its node leaves that one over", () => {
  const { state } = node([10, heard(0, "0.2")], [20, heard(0, "0.1")], [500, heard(0, "0.2")]);
  assertEquals([[...state.known], [...state.forgotten], state.delivered], [[], [[0, 2]], 2]);
});
