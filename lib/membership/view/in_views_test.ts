import { assert, assertEquals } from "@std/assert";
import { constant } from "../../sim/latency.ts";
import { step } from "../../model/step.ts";
import type { StepEvent } from "../../model/step_effect.ts";
import { World } from "../../sim/world.ts";
import { diary } from "./diary.ts";
import { inViews } from "./in_views.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import { nodesOf, viewLabel } from "./view.ts";

function groupOf(nodes: number, settings: Partial<Settings> = {}) {
  return new World({
    protocol: inViews(diary(9), settings),
    nodes,
    network: { latency: constant(5) },
    seed: 1,
  });
}

type Group = ReturnType<typeof groupOf>;

const views = ({ states }: Group) =>
  states.map((s) => s && (s.view.number > 0 ? viewLabel(s.view) : s.phase));
const known = ({ states }: Group) => states.map((s) => s?.app.known.join(" "));
const say = (world: Group, node: number, text: string) =>
  world.tell(node, { type: "ask", input: text });

Deno.test("views: a crash makes a view without who has crashed, and what it had said to one is heard by all who stay", () => {
  const world = groupOf(3);
  world.run(100);
  world.inject({ kind: "partition", at: 0, forMs: 300, sides: [[2], [1]], oneWay: true });
  say(world, 2, "last words");
  world.run(10);
  assertEquals(known(world), ["last words", "", "last words"]);
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.run(1000);
  assertEquals(views(world), ["2: 0 1", "2: 0 1", undefined]);
  assertEquals(known(world), ["last words", "last words", undefined]);
});

Deno.test("views: who comes back is another member of the same node, and gets the state", () => {
  const world = groupOf(3);
  say(world, 0, "a");
  world.run(100);
  world.inject({ kind: "crash", at: 0, node: 2, downMs: 10 });
  world.run(1500);
  assertEquals(views(world), ["2: 0 1 2'", "2: 0 1 2'", "2: 0 1 2'"]);
  assertEquals(known(world), ["a", "a", "a"]);
});

Deno.test("views: with two members the oldest may go on alone, and the other one may not", () => {
  for (const [left, expected] of [[0, "2: 0"], [1, "1: 0 1"]] as const) {
    const world = groupOf(2);
    world.run(100);
    world.inject({ kind: "crash", at: 0, node: 1 - left });
    world.run(3000);
    assertEquals(views(world)[left], expected);
  }
});

Deno.test("views: a minority goes nowhere, and is told that it is out when it is heard again", () => {
  const world = groupOf(5);
  world.run(100);
  world.inject({ kind: "partition", at: 0, forMs: 2000, sides: [[0, 1], [2, 3, 4]] });
  world.run(1900);
  say(world, 0, "lost");
  say(world, 3, "kept");
  world.run(50);
  assertEquals(views(world).slice(0, 3), ["1: 0 1 2 3 4", "1: 0 1 2 3 4", "2: 2 3 4"]);
  world.run(3000);
  assertEquals(new Set(views(world)).size, 1);
  assertEquals(nodesOf(world.states[0]!.view).sort(), [0, 1, 2, 3, 4]);
  assertEquals(new Set(known(world)), new Set(["kept"]));
});

Deno.test("views: who leaves is out until it is asked to enter, and the last member cannot leave", () => {
  const world = groupOf(2);
  world.run(100);
  world.tell(0, { type: "leave" });
  world.run(500);
  assertEquals(views(world), ["out", "2: 1"]);
  world.tell(1, { type: "leave" });
  world.run(500);
  assertEquals(views(world), ["out", "2: 1"]);
  world.tell(0, { type: "enter" });
  world.run(1000);
  // Node 1 still wants to leave, and may, now that there is another member.
  assertEquals(views(world)[0], "4: 0'");
});

Deno.test("views: no more than a window of messages is under way, and the others follow in order", () => {
  const world = groupOf(2, { window: 2, acknowledges: false });
  for (let i = 0; i < 5; i++) say(world, 0, `m${i}`);
  world.run(20);
  assertEquals(known(world)[1], "m0 m1");
  world.run(1000);
  assertEquals(known(world)[1], "m0 m1 m2 m3 m4");
  assertEquals(world.states[0]!.channels.get(0)!.kept, []);
});

Deno.test("views: a member that is durable comes back as who it was, with its view and its messages", () => {
  const world = groupOf(3, { durable: true });
  say(world, 1, "a");
  world.run(100);
  for (const node of [0, 1, 2]) world.inject({ kind: "crash", at: 0, node, downMs: 20 });
  world.run(30);
  say(world, 2, "b");
  world.run(500);
  assertEquals(views(world), ["1: 0 1 2", "1: 0 1 2", "1: 0 1 2"]);
  assertEquals(known(world), ["a b", "a b", "a b"]);
});

/** What node 0 of two saves, and all that it does, when this happens to it. */
function journalOf(...events: readonly StepEvent<Message<string>, Timer, Saved<string>>[]) {
  const protocol = inViews(diary(9), { durable: true, window: 2, acknowledges: false });
  const at = { self: 0, nodes: 2 }, journal: Saved<string>[] = [];
  let { state, effects } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const event of [undefined, ...events]) {
    if (event !== undefined) ({ state, effects } = step(protocol, state, event, at));
    for (const effect of effects) if (effect.kind === "save") journal.push(effect.record);
  }
  const from = (journal: readonly Saved<string>[]) =>
    step(protocol, undefined, { kind: "start", journal }, at);
  return { protocol, journal, state, from };
}

const message = (from: number, message: Message<string>) =>
  ({ kind: "message", from, message }) as const;
const ask = (input: string) => message(9, { type: "ask", input });
const data = (sequence: number, payload: string) =>
  message(1, { type: "data", view: 1, sequence, payload });

Deno.test("views: a journal and its compaction start the same member, with its queue and what it has promised", () => {
  const { protocol, journal, from, state } = journalOf(
    ask("a"),
    data(1, "x"),
    ask("b"),
    ask("c"),
    data(2, "y"),
    message(1, { type: "flush", view: 1 }),
    message(1, {
      type: "agree",
      view: 1,
      message: { type: "prepare", ballot: { round: 3, node: 1 } },
    }),
    ask("d"),
  );
  const short = protocol.compact!(journal);
  assertEquals(from(short), from(journal));
  assertEquals(protocol.compact!(short), short);
  const again = from(journal).state;
  assertEquals(again.queue, ["c", "d"]);
  assertEquals([again.closed, again.app.known, again.view], [true, state.app.known, state.view]);
  assertEquals(again.agreement.promised, state.agreement.promised);
});

Deno.test("views: a member's checkpoint starts it as its journal does", () => {
  const { protocol, journal, from, state } = journalOf(ask("a"), data(1, "x"), ask("b"), ask("c"));
  assert(journal.length > protocol.checkpoint!(state).length);
  const { app: { pages, known }, channels, queue } = from(protocol.checkpoint!(state)).state;
  const whole = from(journal).state;
  assertEquals([known, channels, queue, pages], [
    whole.app.known,
    whole.channels,
    whole.queue,
    whole.app.pages,
  ]);
});

Deno.test("views: who has told what it has, and comes back in another life before the view ends, is in the next one once", () => {
  const world = groupOf(4);
  world.run(100);
  // Node 0 waits for node 3, which it does not hear and does not suspect yet.
  world.inject({ kind: "partition", at: 0, forMs: 150, sides: [[3], [0]], oneWay: true });
  world.tell(1, { type: "leave" });
  world.run(100, ({ states }) => states[0]!.attempt?.replies.has(2) === true);
  world.inject({ kind: "crash", at: 0, node: 2, downMs: 1 });
  world.run(100, ({ states }) => states[0]!.joins.has(2));
  assertEquals([world.states[0]!.attempt?.proposed, views(world)[0]], [false, "1: 0 1 2 3"]);
  world.run(1000, ({ states }) => states[0]!.view.number === 2);
  // Node 3 has not told in time.
  assertEquals(views(world)[0], "2: 0 2'");
  world.run(2000);
  assertEquals(views(world), ["3: 0 2' 3'", "out", "3: 0 2' 3'", "3: 0 2' 3'"]);
});

Deno.test("views: who joins in one life does not take the welcome of another", () => {
  const world = groupOf(3, { founders: [0, 1] });
  world.run(8);
  assertEquals(views(world)[2], "joining");
  for (const life of [1, 2]) {
    const view = { number: 9, members: [{ node: 0, life: 0 }, { node: 2, life }] };
    world.tell(2, { type: "welcome", life, view, snapshot: ["x"] });
  }
  assertEquals([views(world)[2], known(world)[2]], ["joining", ""]);
  world.run(1000);
  assertEquals(views(world), ["2: 0 1 2", "2: 0 1 2", "2: 0 1 2"]);
});
