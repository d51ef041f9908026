import { assert, assertEquals } from "@std/assert";
import { storyOf } from "../../model/story/story.ts";
import { Film } from "./film.ts";
import { playgroundKit } from "./kits.ts";
import { Reporter } from "./news.ts";
import { Playground } from "./playground.ts";
import { type Act, newSession, usualSettings } from "./session.ts";
import { viewOf } from "./sight.ts";

const kit = await playgroundKit("crdt-deltas");
const ask = (node: number, request: string, thing?: string): Act => ({
  kind: "ask",
  node,
  request,
  words: thing === undefined ? {} : { thing },
});

/** A run of so many ms, in which this is done. */
function played(
  ms: number,
  acts: readonly (readonly [at: number, act: Act])[],
  values: Readonly<Record<string, number>> = {},
): Playground {
  const usual = usualSettings(kit);
  const settings = { ...usual, values: { ...usual.values, ...values } };
  const session = {
    ...newSession(kit, 1, 3, settings),
    acts: acts.map(([at, act]) => ({ at, act })),
  };
  const playground = new Playground(session, kit);
  playground.advance(ms);
  assertEquals(playground.violation, undefined);
  return playground;
}

/** Milk is on all lists; then node 2 is cut off, one takes milk off, and another puts it there again. */
const conflict = [
  [150, ask(0, "put", "milk")],
  [400, { kind: "cut", node: 2 }],
  [440, ask(0, "take", "milk")],
  [480, ask(2, "put", "milk")],
] as const satisfies readonly (readonly [number, Act])[];

function lists({ states }: Playground): string[] {
  return states.map((state) => kit.look(state!, 0).badge);
}

Deno.test("crdt-deltas: who adds wins over who removes without knowledge of it", () => {
  assertEquals(lists(played(700, conflict)), ["–", "–", "milk"]);
  const end = played(1300, [...conflict, [800, { kind: "join", node: 2 }], [1200, ask(1, "look")]]);
  assertEquals(lists(end), ["milk", "milk", "milk"]);
  assertEquals(kit.cells!.cell(end.states[0]!, 1)!.text, "2:1");
  const reporter = new Reporter(kit);
  reporter.take(storyOf(end.trace));
  const words = reporter.news.map(({ words }) => words);
  for (
    const each of [
      "Client at node 0, put milk: done.",
      "Node 0 has milk no more.",
      "Client at node 1, what is there: milk.",
    ]
  ) assert(words.includes(each), words.join("\n"));
});

Deno.test("crdt-deltas: a replica knows of others what they have acknowledged", () => {
  const playground = played(700, conflict);
  const film = new Film(3, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  const { nodes } = film.at(700);
  const names = (by: number) =>
    nodes.map(({ node }) => viewOf(kit, nodes, node, by, undefined)!.name);
  assertEquals(names(0), ["itself", "has all", "may lack something"]);
  assertEquals(names(2), ["may lack something", "may lack something", "itself"]);
});

Deno.test("crdt-deltas: who lacks more than is kept is sent the whole state", () => {
  const isWhole = (buffer: number) =>
    played(1300, [...conflict, [800, { kind: "join", node: 2 }]], { buffer }).trace.some((event) =>
      event.kind === "send" && event.at > 800 &&
      kit.message(event.body as { type: string }).tone === "warm"
    );
  assertEquals([isWhole(100), isWhole(0)], [false, true]);
});
