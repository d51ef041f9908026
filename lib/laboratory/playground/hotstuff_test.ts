import { assert, assertEquals } from "@std/assert";
import { isTraitor } from "../../security/adversary/traitors.ts";
import { playgroundKit } from "./kits.ts";
import type { Playground } from "./playground.ts";
import type { Act } from "./session.ts";
import { type Done, Stage } from "./stage_test.ts";

const kit = await playgroundKit("hotstuff");
const put = (node: number, value: string): Act => ({
  kind: "ask",
  node,
  request: "put",
  words: { key: "x", value },
});

const stage = new Stage(kit, 6);
const played = (
  ms: number,
  values: Readonly<Record<string, string>>,
  ...acts: readonly Done[]
) => stage.played(ms, values, ...acts);
const told = (run: Playground) => stage.told(run);
const treeOf = (run: Playground, node: number) => stage.cellsOf(run, node);

Deno.test("hotstuff: each certificate is the next phase of the blocks below it", () => {
  const ask = [20, put(4, "a")] as const, seen = new Set<string>();
  for (let ms = 20; ms < 180; ms += 2) {
    for (const cell of treeOf(played(ms, {}, ask), 2)) seen.add(cell);
  }
  const first = [...seen].filter((cell) => cell.includes("x=a"));
  assertEquals(first, [
    "v1 ? x=a on v0",
    "v1 ✓ x=a on v0",
    "v1 ✓ x=a on v0, lock",
    "v1 ■ x=a on v0",
  ]);
  const words = told(played(300, {}, ask));
  assert(
    words.includes("Node 0 proposes x=a in view 1, on the block of view 0."),
    words.join("\n"),
  );
  assert(words.includes("Client at node 4, put x = a: done."), words.join("\n"));
});

Deno.test("hotstuff: two certificates decide sooner than three", () => {
  const done = (variant: string) => {
    const { history } = played(500, { variant }, [20, put(4, "a")]);
    return history[0]!.endedAt!;
  };
  assert(done("hotstuff-2") < done("three-chain"));
});

Deno.test("hotstuff: a leader that is silent in both of its turns is left for the next one", () => {
  const liar = "node 0, a leader that is silent";
  const words = told(played(2500, { liar }, [20, put(4, "a")]));
  assertEquals(words[0], "Node 0 is a traitor.");
  assert(
    words.includes("Node 2 wants to leave view 4 for view 8, which node 1 leads."),
    words.join("\n"),
  );
  assert(words.includes("Client at node 4, put x = a: done."), words.join("\n"));
});

Deno.test("hotstuff: no traitor of those to choose stops the clients, or makes two chains", () => {
  const { liar } = kit.settings as unknown as { liar: { options: readonly string[] } };
  const acts = [1, 2, 3].map((i) => [100 * i, put(4, `${i}`)] as const);
  for (const each of liar.options) {
    for (const variant of ["three-chain", "hotstuff-2"]) {
      const run = played(4000, { liar: each, variant }, ...acts);
      const answers = told(run).filter((words) => words.startsWith("Client"));
      assertEquals(answers.length, 3, `${each}, ${variant}`);
      assertEquals(run.states.some(isTraitor), each !== "nobody", each);
    }
  }
});
