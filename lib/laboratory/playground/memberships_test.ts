import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Values } from "../../kit/playground/settings.ts";
import type { Sight } from "../../kit/playground/views.ts";
import { storyOf } from "../../model/story/story.ts";
import { Film } from "./film.ts";
import { playgroundKit } from "./kits.ts";
import { Reporter } from "./news.ts";
import { play } from "./play.ts";
import { type Act, newSession, type Session, usualSettings } from "./session.ts";
import { countedView, viewOf } from "./sight.ts";
import { Waves } from "./waves.ts";

const kits = {
  swim: await playgroundKit("swim"),
  gossip: await playgroundKit("gossip"),
  plumtree: await playgroundKit("plumtree"),
};

/** A session of a protocol at so many nodes, with settings and acts. */
function sessionOf(
  protocol: keyof typeof kits,
  nodes: number,
  values: Values,
  ...acts: readonly (readonly [at: number, act: Act])[]
): Session {
  const kit = kits[protocol], usual = usualSettings(kit);
  const settings = { ...usual, values: { ...usual.values, ...values } };
  return {
    ...newSession(kit, 7, nodes, settings),
    acts: acts.map(([at, act]) => ({ at, act })),
  };
}

/** What is seen of it. */
function seen(session: Session, untilMs: number) {
  const kit = kits[session.protocol as keyof typeof kits];
  const story = storyOf(play(session, untilMs, kit).trace);
  const film = new Film(session.nodes, story), waves = new Waves(kit), reporter = new Reporter(kit);
  waves.take(story);
  reporter.take(story);
  const nodes = (at: number) => film.at(at).nodes;
  return {
    waves,
    nodes,
    told: reporter.news.map(({ words }) => words),
    counted: (at: number, sight: Sight) => countedView(kit, nodes(at), sight),
    view: (at: number, node: number, sight: Sight) =>
      viewOf(kit, nodes(at), node, sight, waves.at(at))!.name,
  };
}

const crash = (node: number): Act => ({ kind: "crash", node });

Deno.test("swim: a crash is suspected, told on, and dead to all who run", () => {
  const { view, counted, waves, told, nodes } = seen(
    sessionOf("swim", 12, {}, [400, crash(7)]),
    3000,
  );
  assertEquals([view(399, 7, 0), view(3000, 7, 0)], ["alive", "dead"]);
  assertEquals(counted(3000, 0), "10 alive, 1 dead");
  assert(told.some((words) => /^Node \d+ suspects node 7\.$/.test(words)));
  assert(told.some((words) => /^Node \d+ declares node 7 dead\.$/.test(words)));
  const wave = waves.at(3000)!;
  assertEquals([wave.words, wave.heard.size], ["Node 7 is dead", 11]);
  assertEquals(nodes(3000).filter(({ isUp }) => isUp).length, 11);
});

Deno.test("swim: who is cut off for a moment is doubted, and answers in a new incarnation", () => {
  const session = sessionOf(
    "swim",
    12,
    {},
    [400, { kind: "cut", node: 7 }],
    [900, { kind: "join", node: 7 }],
  );
  const { told, view } = seen(session, 3000);
  assert(told.some((words) => words.startsWith("Node 7 hears that it is doubted")));
  assertEquals(view(3000, 7, 0), "alive");
});

Deno.test("swim: a newcomer is unknown until it joins, and who leaves has left", () => {
  const session = sessionOf(
    "swim",
    12,
    { newcomers: 2 },
    [400, { kind: "command", node: 11, command: "join" }],
    [400, { kind: "command", node: 3, command: "leave" }],
  );
  const { view, counted } = seen(session, 3000);
  assertEquals([view(300, 11, 0), view(300, 10, 0)], ["unknown", "unknown"]);
  assertEquals([view(3000, 11, 0), view(3000, 10, 0), view(3000, 3, 0)], [
    "alive",
    "unknown",
    "left",
  ]);
  assertEquals(counted(3000, 0), "9 alive, 1 left, 1 unknown");
});

Deno.test("swim: a probe must be over before the next begins", () => {
  assertThrows(
    () => play(sessionOf("swim", 12, { periodMs: 100, timeoutMs: 100 }), 10, kits.swim),
    RangeError,
    "must be shorter than a period: given 100 ms and 100 ms",
  );
});

const rumour: Act = { kind: "ask", node: 3, request: "tell", words: { rumour: "x" } };

Deno.test("gossip: nodes are susceptible, then infective, then removed", () => {
  const session = sessionOf("gossip", 40, {}, [100, rumour]);
  const { nodes, waves } = seen(session, 4000);
  const kit = kits.gossip;
  const names = (at: number) =>
    new Set(nodes(at).map(({ state, node }) => kit.look(state!, node).name));
  assertEquals([...names(99)], ["susceptible"]);
  assert(names(800).has("infective") && names(800).has("susceptible"));
  assert(!names(4000).has("infective"));
  assert(waves.at(4000)!.heard.size > 30);
  assert(waves.at(4000)!.words.startsWith("“x”, rumour 3.1"));
});

Deno.test("gossip: anti-entropy finds whom a rumour has missed", () => {
  const heard = (backupMs: number) => {
    const session = sessionOf("gossip", 40, { k: 1, backupMs }, [100, rumour]);
    return seen(session, 4000).waves.at(4000)!.heard.size;
  };
  assert(heard(0) < 40);
  assertEquals(heard(500), 40);
});

Deno.test("plumtree: the first broadcast makes a tree, and links are seen from both of their ends", () => {
  const session = sessionOf("plumtree", 20, {}, [900, {
    kind: "ask",
    node: 3,
    request: "broadcast",
    words: { payload: "x" },
  }]);
  const { nodes, waves, view } = seen(session, 1300);
  const { overlay } = kits.plumtree;
  const firm = nodes(1300).flatMap(({ state, node }) =>
    overlay!.of(state!, node).filter(({ isFirm }) => isFirm).map(({ to }) => `${node} ${to}`)
  );
  assertEquals(waves.at(1300)!.heard.size, 20);
  assertEquals(firm.length, 2 * 19);
  for (const link of firm) assert(firm.includes(link.split(" ").reverse().join(" ")), link);
  const [a, b] = firm[0]!.split(" ").map(Number) as [number, number];
  assertEquals([view(1300, b, a), view(1300, a, a)], ["eager neighbour", "itself"]);
});

Deno.test("plumtree: a broadcast must live longer than it is on the way", () => {
  assertThrows(
    () => play(sessionOf("plumtree", 12, { lifeMs: 100 }), 10, kits.plumtree),
    RangeError,
    "must live for eight times the longest latency: given 100 ms and 20 ms",
  );
});
