import { assert, assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { diary, type Entry } from "./application.ts";
import { causalBroadcast } from "./causal_broadcast.ts";
import type { Message, Saved, Timer } from "./messages.ts";

const protocol = causalBroadcast(diary);

type Event = StepEvent<Message<unknown>, Timer, Saved<Entry[], unknown>>;

/** Nodes that take one step after the other, and what they sent. */
function nodes(count: number) {
  const all = Array.from({ length: count }, (_, self) => begun(self, []));
  function begun(self: number, journal: readonly Saved<Entry[], unknown>[]) {
    return step(protocol, undefined, { kind: "start", journal }, { self, nodes: count }).state;
  }
  const does = (self: number, event: Event): readonly Message<unknown>[] => {
    const { state, effects } = step(protocol, all[self]!, event, { self, nodes: count });
    all[self] = state;
    return effects.flatMap((each) => each.kind === "send" ? [each.message] : []);
  };
  const hears = (self: number, message: Message<unknown>, from: number) =>
    does(self, { kind: "message", from, message });
  return {
    all,
    hears,
    asks: (self: number, input: unknown) => hears(self, { type: "ask", input }, count),
    beats: (self: number) => does(self, { kind: "timer", timer: { type: "beat" } }),
    again: (self: number) => begun(self, protocol.checkpoint!(all[self]!)),
  };
}

Deno.test("a node that starts from its checkpoint takes for stable what it took before, and no more", () => {
  const { all, asks, hears, beats, again } = nodes(2);
  const [a] = asks(0, "a");
  hears(1, a!, 0);
  // Node 1 says something that does not come: it may have said so before it had the "a".
  asks(1, "b");
  const [known] = beats(1);
  hears(0, known!, 1);
  assertEquals([known!.type, all[0]!.known[1]], ["known", [1, 1]]);
  assertEquals([all[0]!.stable, again(0).stable], [[0, 0], [0, 0]]);
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
