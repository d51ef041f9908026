import { assert, assertEquals, assertThrows } from "@std/assert";
import { anyPlaygroundKit, type PlaygroundKit } from "../../kit/playground.ts";
import type { Protocol } from "../../model/protocol.ts";
import { storyOf } from "../../model/story/story.ts";
import { constant } from "../../sim/latency.ts";
import { cutsAt } from "./cuts.ts";
import { Film, type NodeView } from "./film.ts";
import { playgroundKit, protocols } from "./kits.ts";
import { play } from "./play.ts";
import { type Act, mostNodes, newSession } from "./session.ts";
import { countedView, sightFrom, sightsOf, usualSight, viewOf } from "./sight.ts";
import { Waves } from "./waves.ts";

/** A chain: who knows the secret tells the next node, 10 ms later. */
interface State {
  knows: boolean;
}
type Message = { readonly type: "secret" };
type Timer = { readonly type: "idle" };

const chain: Protocol<State, Message, Timer> = {
  start: () => ({ knows: false }),
  upon: {
    secret(s, _, io) {
      s.knows = true;
      if (io.self + 1 < io.peers.length) io.send(io.self + 1, { type: "secret" });
    },
  },
  after: { idle: () => {} },
};

const kit: PlaygroundKit<State, Message, Timer, never, never, Record<string, never>> = {
  kit: { name: "chain", invariants: [], bugs: {} },
  title: "A chain",
  nodes: { least: 2, usual: 12, most: 40 },
  quiet: "Nobody knows.",
  settings: {},
  bugs: {},
  protocol: () => chain,
  network: () => ({ latency: constant(10) }),
  clients: { ask: () => ({ type: "secret" }) },
  fields: {},
  requests: {},
  commands: {
    tell: {
      letter: "T",
      title: "Secrets",
      label: "Tell",
      button: "Tell",
      message: () => ({ type: "secret" }),
      told: (node) => `node ${node} is told`,
    },
  },
  countdown: { timer: "idle", words: "nothing" },
  look: () => ({ weight: "plain", name: "node", caption: "", badge: "–", facts: "a node" }),
  lookTitle: "Is",
  columns: [],
  message: () => ({ shape: "dot", tone: "quiet" }),
  signs: [],
  tones: [{ tone: "good", name: "near" }, { tone: "none", name: "unknown" }],
  views: {
    of: ({ knows }, self, other) =>
      knows && Math.abs(self - other) <= 1 ? { tone: "good", name: "near", facts: "" } : undefined,
  },
  spread: {
    heard: (_, before, now) =>
      now.knows && !before?.knows ? [{ key: "secret", words: "The secret" }] : [],
    roundMs: () => 10,
  },
  sight: 3,
  news: () => undefined,
  asked: () => "",
  answered: () => "",
};
const any = anyPlaygroundKit(kit);
const raft = await playgroundKit("raft");
const tell: Act = { kind: "command", node: 2, command: "tell" };

function played(untilMs: number) {
  const session = { ...newSession(any, 1), acts: [{ at: 100, act: tell }] };
  const story = storyOf(play(session, untilMs, any).trace);
  const waves = new Waves(any);
  waves.take(story);
  return { waves, nodes: new Film(12, story).at(untilMs).nodes };
}

Deno.test("a protocol says how many nodes a session of it may have", () => {
  assertEquals([mostNodes(any), mostNodes(raft)], [40, 7]);
  assertEquals(play(newSession(any, 1, 40), 10, any).states.length, 40);
  assertThrows(() => play(newSession(any, 1, 41), 10, any), RangeError, "from 2 to 40");
});

Deno.test("a wave is who has heard by when, and begins with the first", () => {
  const { waves } = played(300);
  assertEquals(waves.at(99), undefined);
  const wave = waves.at(125)!;
  assertEquals([wave.words, wave.from], ["The secret", 100]);
  assertEquals([...wave.heard], [[2, 100], [3, 110], [4, 120]]);
  assertEquals(waves.at(300)!.heard.size, 10);
});

Deno.test("a wave that somebody has passed on is shown before one that nobody has", () => {
  const state = (node: number, at: number, key: string) =>
    ({ kind: "state", at, node, state: { key } }) as const;
  const keyed = {
    ...any,
    spread: {
      roundMs: () => 10,
      heard: (_: number, __: unknown, now: unknown) => [{
        key: (now as { key: string }).key,
        words: (now as { key: string }).key,
      }],
    },
  };
  const reading = new Waves(keyed);
  const trace = [state(0, 1, "a"), state(1, 5, "a"), state(2, 7, "b")];
  reading.take({ trace: trace as never });
  assertEquals([1, 6, 8].map((at) => reading.at(at)?.words), ["a", "a", "a"]);
  reading.take({ trace: [...trace, state(3, 9, "b")] as never });
  assertEquals(reading.at(9)?.words, "b");
});

Deno.test("a node is seen as another believes it to be, and one that nobody told of is unknown", () => {
  const { nodes } = played(125);
  const names = (sight: number) =>
    nodes.slice(0, 6).map(({ node }) => viewOf(any, nodes, node, sight, undefined)!.name);
  assertEquals(names(3), ["unknown", "unknown", "near", "near", "near", "unknown"]);
  assertEquals(names(0), Array(6).fill("unknown"));
  assertEquals(viewOf(any, nodes, 1, "each", undefined), undefined);
  assertEquals(countedView(any, nodes, 3), "2 near, 9 unknown");
  assertEquals(countedView(any, nodes, "each"), "");
});

Deno.test("who has heard is told apart from who has not, and from when there is nothing to hear", () => {
  const { waves, nodes } = played(125);
  const name = (node: number, at: number) => viewOf(any, nodes, node, "spread", waves.at(at))!.name;
  assertEquals([name(2, 125), name(9, 125), name(2, 50)], [
    "has heard",
    "has not heard",
    "nothing new",
  ]);
});

Deno.test("a way to look that stands in an address is read, and another one is the usual", () => {
  assertEquals(sightsOf(any, 3), ["each", "spread", 0, 1, 2]);
  assertEquals(sightsOf(raft, 3), ["each"]);
  const read = (text: string) => sightFrom(any, 12, text);
  assertEquals(["each", "spread", "7", "12", "<b>", ""].map(read), ["each", "spread", 7, 3, 3, 3]);
  assertEquals([usualSight(any, 12), usualSight(any, 3)], [3, "each"]);
});

Deno.test("links that are cut are named", () => {
  const acts: { at: number; act: Act }[] = [
    { at: 1, act: { kind: "cut link", from: 1, to: 2, oneWay: false } },
    { at: 2, act: { kind: "cut link", from: 3, to: 4, oneWay: true } },
    { at: 3, act: { kind: "mend link", from: 1, to: 2 } },
  ];
  assertEquals(cutsAt(acts, 2).links, [[1, 2], [2, 1], [3, 4]]);
  assertEquals(cutsAt(acts, 3).links, [[3, 4]]);
});

for (const name of protocols) {
  const each = await playgroundKit(name);
  Deno.test(`${name}: what is looked at is there, and in colours that are explained`, () => {
    const { usual, least } = each.nodes;
    const sight = each.sight ?? "each";
    assert(sightsOf(each, usual).includes(sight), String(sight));
    assert(least <= usual && usual <= mostNodes(each) && mostNodes(each) <= 40);
    const { trace } = play(newSession(each, 3), 1000, each);
    const { nodes } = new Film(usual, storyOf(trace)).at(1000);
    const explained = new Set((each.tones ?? []).map(({ tone }) => tone));
    for (const tone of tonesOf(each, nodes)) assert(explained.has(tone), tone);
    for (const { example, sight = "each" } of Object.values(each.bugs)) {
      const text = example.split(".");
      assert(sightsOf(each, parseInt(text[text[0] === "1" ? 2 : 3]!, 36)).includes(sight));
    }
  });
}

/** The colours of all nodes, as they look by themselves and to each other. */
function tonesOf(each: typeof any, nodes: readonly NodeView[]) {
  return nodes.flatMap(({ node, state }) => [
    each.look(state!, node).tone ?? [],
    ...nodes.map((other) => each.views?.of(state!, node, other.node)?.tone ?? []),
  ]).flat();
}
