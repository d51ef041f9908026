import { assert, assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { diary, type Entry } from "./application.ts";
import { causalBroadcast } from "./causal_broadcast.ts";
import type { Message, Saved, Timer } from "./messages.ts";

const protocol = causalBroadcast(diary);

Deno.test("a node that starts from its checkpoint takes for stable what it took before, and no more", () => {
  type Event = StepEvent<Message<unknown>, Timer, Saved<Entry[], unknown>>;
  const at = { self: 0, nodes: 2 };
  const upon = (message: Message<unknown>, from: number): Event => ({
    kind: "message",
    from,
    message,
  });
  const events: Event[] = [
    { kind: "start", journal: [] },
    upon({ type: "ask", input: "a" }, 2),
    // Node 1 has said something that has not come yet: it may have said so before it had the "a".
    upon({ type: "known", row: [1, 1], yours: [0, 0] }, 1),
  ];
  let state: ReturnType<typeof protocol.start> | undefined;
  for (const event of events) state = step(protocol, state, event, at).state;
  const journal = protocol.checkpoint!(state!);
  const started = step(protocol, undefined, { kind: "start", journal }, at).state;
  assertEquals([state!.stable, started.stable], [[0, 0], [0, 0]]);
});

Deno.test("a node that starts from its checkpoint goes on telling those who lack something", () => {
  const world = new World({ protocol, nodes: 3, seed: 1, network: { latency: constant(1) } });
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.tell(0, { type: "ask", input: "a" });
  world.run(500);
  const journal = protocol.checkpoint!(world.states[0]!);
  const { state, effects } = step(protocol, undefined, { kind: "start", journal }, {
    self: 0,
    nodes: 3,
  });
  assertEquals([...state.held.values()].map(({ payload }) => payload), ["a"]);
  assert(state.beating && effects.some(({ kind }) => kind === "wait"));
});
