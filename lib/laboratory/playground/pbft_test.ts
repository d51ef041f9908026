import { assert, assertEquals } from "@std/assert";
import { isTraitor } from "../../security/adversary/traitors.ts";
import { playgroundKit } from "./kits.ts";
import type { Playground } from "./playground.ts";
import type { Act } from "./session.ts";
import { type Done, Stage } from "./stage_test.ts";

const kit = await playgroundKit("pbft");
const put = (node: number, value: string): Act => ({
  kind: "ask",
  node,
  request: "put",
  words: { key: "x", value },
});

const stage = new Stage(kit, 6);
const played = (ms: number, liar: string, ...acts: readonly Done[]) =>
  stage.played(ms, { liar }, ...acts);
const told = (run: Playground) => stage.told(run);
const logOf = (run: Playground, node: number) => stage.cellsOf(run, node);

const four = [1, 2, 3, 4].map((i) => [300 * i, put(4, `${i}`)] as const);
const silent = "node 0, a primary that falls silent";

Deno.test("pbft: a request goes through the three phases, and its client believes two replies", () => {
  const seen = new Set<string>();
  for (let ms = 20; ms < 140; ms += 2) {
    for (const cell of logOf(played(ms, "nobody", [20, put(4, "a")]), 2)) seen.add(cell);
  }
  assertEquals([...seen], ["v0? x=a", "v0! x=a", "v0■ x=a"]);
  const words = told(played(200, "nobody", [20, put(4, "a")]));
  assert(words.includes("Node 0, the primary, executes number 1: x=a."), words.join("\n"));
  assert(words.includes("Client at node 4, put x = a: done."), words.join("\n"));
});

Deno.test("pbft: a primary that falls silent is replaced, and everything is decided in the new view", () => {
  const run = played(3000, silent, ...four), words = told(run);
  assertEquals(words[0], "Node 0 is a traitor.");
  assert(words.includes("Node 2 wants view 1, in which node 1 is primary."), words.join("\n"));
  assert(words.some((each) => each.startsWith("Node 1 begins view 1")), words.join("\n"));
  assertEquals(words.filter((each) => each.startsWith("Client")).length, 4);
  for (const node of [1, 2, 3]) {
    const log = logOf(run, node);
    assertEquals(log.slice(-2).map((cell) => cell.slice(0, 3)), ["v1■", "v1■"]);
    assertEquals(kit.columns[0]!.text(run.states[node]!, node), "1");
  }
  const { name, tone } = kit.look(run.states[0]!, 0);
  assertEquals([name, tone, kit.cells!.last(run.states[0]!)], ["traitor", "bad", 0]);
});

Deno.test("pbft: a primary that is crashed is replaced, too", () => {
  const run = played(3000, "nobody", ...four, [1250, { kind: "crash", node: 0 }]);
  assertEquals(told(run).filter((each) => each.startsWith("Client")).length, 4);
});

Deno.test("pbft: no traitor of those to choose stops the clients, or makes two copies", () => {
  const { liar } = kit.settings as unknown as { liar: { options: readonly string[] } };
  for (const each of liar.options) {
    const run = played(2500, each, ...four);
    const answers = told(run).filter((words) => words.startsWith("Client"));
    assertEquals(answers.length, 4, each);
    assertEquals(run.states.some(isTraitor), each !== "nobody", each);
  }
});

Deno.test("pbft: a node is what it was when it started, whatever is chosen meanwhile", () => {
  const run = played(100, "nobody", [20, put(4, "a")]);
  const set = (liar: string) => run.act({ kind: "set", settings: stage.settings({ liar }) });
  const liars = () => run.states.flatMap((state, node) => isTraitor(state) ? [node] : []);
  set(silent);
  run.advance(300);
  assertEquals(liars(), []);
  run.act({ kind: "crash", node: 0 });
  run.act({ kind: "restart", node: 0 });
  assertEquals(liars(), [0]);
  // Another lie of the same node needs something else in mind.
  set("node 0, a primary with two tales");
  run.act(put(4, "c"));
  run.advance(900);
  assertEquals(run.violation, undefined);
  set("node 3, lies to clients");
  run.act(put(5, "b"));
  run.advance(2500);
  assertEquals(liars(), [0]);
  assert(told(run).includes("Client at node 5, put x = b: done."));
  set("nobody");
  run.act({ kind: "crash", node: 0 });
  run.act({ kind: "restart", node: 0 });
  run.advance(3500);
  assertEquals([liars(), run.violation], [[], undefined]);
});
