import { assert, assertEquals } from "@std/assert";
import { storyOf } from "../../model/story/story.ts";
import { Reporter } from "./news.ts";
import { encodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { Playground } from "./playground.ts";
import { newSession, type TimedAct } from "./session.ts";

const kit = await playgroundKit("abd");
const write = (at: number, node: number, value: string): TimedAct => ({
  at,
  act: { kind: "ask", node, request: "write", words: { value } },
});
const read = (at: number, node: number): TimedAct => ({
  at,
  act: { kind: "ask", node, request: "read", words: {} },
});

/** A run of so many ms, in which this is done. */
function played(ms: number, ...acts: TimedAct[]): Playground {
  const playground = new Playground({ ...newSession(kit, 1), acts }, kit);
  playground.advance(ms);
  assertEquals(playground.violation, undefined);
  return playground;
}

Deno.test("abd: a write is seen in both phases, held by all, and read", () => {
  const session = { ...newSession(kit, 1), acts: [write(10, 0, "a"), read(200, 2)] };
  assert(encodeSession(session, kit).endsWith("aW0-a.5aG2"));
  const stage = (ms: number) => kit.look(played(ms, write(10, 0, "a")).states[0]!, 0).name;
  assertEquals([5, 20, 60, 300].map(stage), ["idle", "asks", "stores", "idle"]);
  const end = played(400, ...session.acts);
  const row = ["a", "1.0"];
  assertEquals(end.states.map((state) => kit.columns.map(({ text }) => text(state!, 0))), [
    row,
    row,
    row,
  ]);
  const reporter = new Reporter(kit);
  reporter.take(storyOf(end.trace));
  const told = reporter.news.map(({ words }) => words);
  for (
    const words of [
      "Node 0 asks all what they hold.",
      "Node 0 has all hold a (1.0).",
      "Node 1 holds a under the tag 1.0.",
      "Client at node 2, read x: x is a.",
    ]
  ) assert(told.includes(words), told.join("\n"));
});

Deno.test("abd: one value may be written twice, and a reader is not told that this is wrong", () => {
  played(900, write(10, 0, "a"), write(200, 1, "b"), write(400, 2, "a"), read(600, 0));
});
