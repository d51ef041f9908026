import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { diary } from "./diary.ts";
import { inViews } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { nodesOf } from "./view.ts";

Deno.test("views: who is heard is suspected no more, and a coordinator that has begun to end the view waits for it again", () => {
  const protocol = inViews(diary(2)), at = { self: 0, nodes: 4 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const next = (event: StepEvent<Message<string>, Timer, Saved<string>>) => {
    ({ state } = step(protocol, state, event, at));
  };
  const flushed = (from: number) => {
    const message = { type: "flushed", view: 1, unstable: [], leaving: false } as const;
    next({ kind: "message", from, message });
  };
  next({ kind: "timer", timer: { type: "suspicion", key: 3 } });
  assertEquals([[...state.suspects], state.closed], [[3], true]);
  const beat = { type: "beat", view: 1, got: new Map(), suspects: [], closed: false } as const;
  next({ kind: "message", from: 3, message: beat });
  assertEquals([...state.suspects], []);
  // Three of four are a quorum; whoever is not suspected is waited for all the same.
  flushed(1);
  flushed(2);
  assertEquals(state.attempt?.proposed, false);
  flushed(3);
  assertEquals(state.attempt?.proposed, true);
});

Deno.test("views: who has left stays out after a crash, whether it remembers its view or only its life", () => {
  for (const durable of [true, false]) {
    const protocol = inViews(diary(2), { durable });
    const world = new World({ protocol, nodes: 3, network: { latency: constant(5) }, seed: 1 });
    world.run(100);
    world.tell(2, { type: "leave" });
    world.run(400);
    world.inject({ kind: "crash", at: 0, node: 2, downMs: 10 });
    world.run(1000);
    assertEquals([world.states[2]!.phase, nodesOf(world.states[0]!.view)], ["out", [0, 1]]);
  }
});

Deno.test("views: all that was delivered in a view is stable when it has ended, as all who go on have it", () => {
  const protocol = inViews(diary(4));
  const world = new World({ protocol, nodes: 3, network: { latency: constant(5) }, seed: 1 });
  world.run(100);
  world.tell(2, { type: "ask", input: "last words" });
  world.run(6);
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.run(1000);
  for (const node of [0, 1]) {
    const [page] = world.states[node]!.app.pages;
    assertEquals([page!.delivered.length, page!.stable], [1, 1]);
  }
});

Deno.test("views: the first member welcomes all who are new in a view, so that none has to ask again", () => {
  const protocol = inViews(diary(2), { founders: [0, 1] }), at = { self: 0, nodes: 4 };
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const members = [0, 1, 2, 3].map((node) => ({ node, life: 0 }));
  const message = { type: "install", ending: { view: 1, members, cut: [] } } as const;
  const { effects } = step(protocol, state, { kind: "message", from: 1, message }, at);
  const welcomed = effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "welcome" ? [effect.to] : []
  );
  assertEquals(welcomed, [2, 3]);
});

Deno.test("views: a member that is not the coordinator hands on who wants to join, and remembers its latest life", () => {
  const protocol = inViews(diary(2), { founders: [0, 1] }), at = { self: 1, nodes: 3 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const asks = (life: number) => {
    const message = { type: "join", node: 2, life } as const;
    const taken = step(protocol, state, { kind: "message", from: 2, message }, at);
    state = taken.state;
    return taken.effects.flatMap((effect) => effect.kind === "send" ? [effect.to] : []);
  };
  assertEquals([asks(1), asks(0)], [[0], [0]]);
  assertEquals(state.joins, new Map([[2, 1]]));
});
