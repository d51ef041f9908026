import { assert, assertEquals } from "@std/assert";
import { storyOf } from "../../model/story/story.ts";
import { Film } from "./film.ts";
import { playgroundKit } from "./kits.ts";
import type { Playground } from "./playground.ts";
import type { Act, Settings } from "./session.ts";
import { type Done, Stage } from "./stage_test.ts";
import { viewOf } from "./sight.ts";

const kit = await playgroundKit("dynamo");
const ask = (node: number, request: string, value?: string): Act => ({
  kind: "ask",
  node,
  request,
  words: { key: "cart", ...(value === undefined ? {} : { value }) },
});

/** Nodes 2 and 3 on one side, the others on the other. */
const links = [2, 3].flatMap((from) => [0, 1, 4].map((to) => ({ from, to })));
const apart = links.map((link): Act => ({ kind: "cut link", ...link, oneWay: false }));
const together = links.map((link): Act => ({ kind: "mend link", ...link }));

const stage = new Stage(kit, 5);
const played = (
  ms: number,
  acts: readonly Done[],
  values: Settings["values"] = {},
) => stage.played(ms, values, ...acts);
const told = (run: Playground) => stage.told(run);

const conflict = [[20, ...apart], [60, ask(2, "put", "book"), ask(4, "put", "pen")]] as const;

Deno.test("dynamo: both sides of a cut write, and a reader is shown both values and settles it", () => {
  const playground = played(1500, [
    ...conflict,
    [600, ...together],
    [900, ask(1, "get")],
    [1000, ask(3, "put", "both")],
  ]);
  const words = told(playground);
  for (
    const each of [
      "Client at node 2, put cart = book: done.",
      "Client at node 4, put cart = pen: done.",
      "Node 0 keeps what is for node 2.",
      "Node 2 has book and pen of cart, side by side.",
      "Client at node 1, get cart: book and pen.",
      "Client at node 3, put cart = both: done, in the place of book and pen.",
      "Node 0 has handed on what was for node 2.",
    ]
  ) assert(words.includes(each), `${each}\n\n${words.join("\n")}`);
  const cells = [2, 3, 4].map((node) => kit.cells!.cell(playground.states[node]!, 1)!.text);
  assertEquals(cells, ["both", "both", "both"]);
});

Deno.test("dynamo: stand-ins count in a sloppy quorum, and not in a strict one", () => {
  const answered = (sloppy: boolean) =>
    told(played(500, conflict, { sloppy })).filter((words) => words.startsWith("Client at node 4"));
  assertEquals(answered(true), ["Client at node 4, put cart = pen: done."]);
  assertEquals(answered(false), ["Client at node 4, put cart = pen: refused."]);
});

Deno.test("dynamo: who is thought down is its own affair of each node", () => {
  const playground = played(300, conflict);
  const film = new Film(5, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  const { nodes } = film.at(300);
  const seen = (by: number) =>
    nodes.map(({ node }) => viewOf(kit, nodes, node, by, undefined)!.tone);
  assertEquals(seen(4), ["good", "good", "bad", "bad", "good"]);
  assertEquals(seen(3), ["good", "good", "good", "good", "good"]);
});

Deno.test("dynamo: a value that is written twice is no reason to find fault", () => {
  const twice = [20, 200, 400].map((at, i) => [at, ask(2, "put", i === 1 ? "b" : "a")] as const);
  played(900, [...twice, [600, ask(3, "get")]]);
});

Deno.test("dynamo: a home that was down is stood in for, and one that was cut off knows of nothing where R and W are 1", () => {
  const down = told(played(900, [
    [20, { kind: "crash", node: 3 }],
    [60, ask(2, "get")],
    [300, ask(2, "put", "book")],
    [500, { kind: "restart", node: 3 }],
  ]));
  assert(down.includes("Node 0 keeps what is for node 3."), down.join("\n"));
  assert(down.includes("Node 0 has handed on what was for node 3."), down.join("\n"));
  const playground = played(600, [
    [20, { kind: "cut", node: 4 }],
    [60, ask(2, "put", "book")],
    [300, ask(4, "get")],
  ], { reads: 1, writes: 1 });
  const words = told(playground);
  assert(words.includes("Client at node 4, get cart: nothing there."), words.join("\n"));
});
