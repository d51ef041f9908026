import { assert, assertEquals } from "@std/assert";
import { storyOf } from "../../model/story/story.ts";
import { Film } from "./film.ts";
import { playgroundKit } from "./kits.ts";
import type { Playground } from "./playground.ts";
import type { Act } from "./session.ts";
import { type Done, Stage } from "./stage_test.ts";
import { viewOf } from "./sight.ts";

const kit = await playgroundKit("chain");
const put = (node: number, value: string): Act => ({
  kind: "ask",
  node,
  request: "put",
  words: { key: "x", value },
});
const get = (node: number): Act => ({ kind: "ask", node, request: "get", words: { key: "x" } });

const stage = new Stage(kit, 5);
const played = (
  ms: number,
  values: Readonly<Record<string, string>>,
  ...acts: readonly Done[]
) => stage.played(ms, values, ...acts);
const told = (run: Playground) => stage.told(run);

/** The tail is cut off, and another takes its place; then something is written, and read at the old one and the new one. */
const removed = [[20, put(1, "a")], [150, { kind: "cut", node: 3 }], [600, put(1, "b")], [
  800,
  get(3),
], [900, get(2)]] as const satisfies readonly (readonly [number, Act])[];

Deno.test("chain: an update is open on its way down, and decided at the tail", () => {
  const cells = (ms: number) => {
    const { states } = played(ms, {}, [20, put(1, "a")]);
    return [1, 2, 3].map((node) => {
      const { head, text } = kit.cells!.cell(states[node]!, 1) ?? { head: "", text: "" };
      return `${head} ${text}`;
    });
  };
  assertEquals(cells(22), ["#1 x=a", " ", " "]);
  assertEquals(cells(100), ["x a", "x a", "x a"]);
  const words = told(played(100, {}, [20, put(1, "a")]));
  assert(words.includes("Node 3, the tail, has update 1: it is decided."), words.join("\n"));
});

Deno.test("chain: a tail that was removed and does not know it answers nothing, and is seen as the tail by itself alone", () => {
  const playground = played(1000, {}, ...removed);
  const film = new Film(5, storyOf(playground.trace));
  film.take(playground.pendingTimers);
  const { nodes } = film.at(1000);
  const seen = (by: number) => nodes.map(({ node }) => viewOf(kit, nodes, node, by, undefined)!);
  assertEquals(seen(3).map(({ name }) => name), ["master", "head", "middle", "tail", "beside"]);
  assertEquals(seen(0).map(({ name }) => name), ["master", "head", "middle", "beside", "tail"]);
  const words = told(playground);
  assert(words.includes("Client at node 2, get x: b."), words.join("\n"));
  assert(!words.some((each) => each.startsWith("Client at node 3, get x")), words.join("\n"));
  assert(words.includes("The master decides epoch 2: 1, 2."), words.join("\n"));
});

Deno.test("chain: with CRAQ a query is answered where it is asked, and by the tail without", () => {
  const forwards = (reads: string) =>
    played(200, { reads }, [20, put(1, "a")], [120, get(2)]).trace.filter((event) =>
      event.kind === "send" && (event.body as { type: string }).type === "forward"
    ).length;
  assertEquals([forwards("tail"), forwards("craq")], [1, 0]);
});
