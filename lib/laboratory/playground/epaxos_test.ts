import { assert, assertEquals } from "@std/assert";
import { decodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { Playground } from "./playground.ts";
import type { Act } from "./session.ts";
import { type Done, Stage } from "./stage_test.ts";

const kit = await playgroundKit("epaxos");
const put = (node: number, key: string, value: string): Act => ({
  kind: "ask",
  node,
  request: "put",
  words: { key, value },
});

const stage = new Stage(kit, 5);
const played = (ms: number, ...acts: readonly Done[]) => stage.played(ms, {}, ...acts);
const told = (run: Playground) => stage.told(run);
const cellsOf = (run: Playground, node: number) => stage.cellsOf(run, node);

const neighbours = ({ states }: Playground, node: number) => kit.overlay!.of(states[node]!, node);

Deno.test("epaxos: a command that meets no other takes the fast path, and every replica executes it", () => {
  const run = played(200, [20, put(0, "x", "a")]);
  const words = told(run);
  assert(words.includes("Node 0 asks what comes before 0.1, x=a."), words.join("\n"));
  assert(words.includes("Node 0 decides 0.1 on the fast path: x=a, after nothing."));
  for (const node of [0, 1, 2, 3, 4]) assertEquals(cellsOf(run, node), ["0.1 ■ x=a"]);
});

Deno.test("epaxos: commands on other keys do not see each other", () => {
  const run = played(200, [20, put(0, "x", "a")], [20, put(4, "y", "b")]);
  assertEquals(cellsOf(run, 2).sort(), ["0.1 ■ x=a", "4.1 ■ y=b"]);
  assertEquals(told(run).filter((words) => words.includes("on the fast path")).length, 2);
});

/** Three commands on one key at once. */
const three = ([[0, "a"], [2, "b"], [4, "c"]] as const)
  .map(([node, value]) => [20, put(node, "x", value)] as const);

Deno.test("epaxos: three that meet wait for each other in a circle, and are executed in one order everywhere", () => {
  assertEquals(cellsOf(played(22, ...three), 0), ["0.1 ? x=a"]);
  const run = played(300, ...three);
  const inCircle = ["0.1 ■ x=a ← 2.1 4.1", "2.1 ■ x=b ← 0.1 4.1", "4.1 ■ x=c ← 0.1 2.1"];
  for (const node of [0, 1, 2, 3, 4]) {
    assertEquals(cellsOf(run, node), inCircle);
    assertEquals(neighbours(run, node), []);
  }
  const words = told(run), paths = words.filter((each) => each.includes("by votes"));
  assertEquals(paths.length, 3, words.join("\n"));
  assert(words.includes("Node 1 executes 0.1, then 2.1, then 4.1."), words.join("\n"));
});

Deno.test("epaxos: lines join what waits for each other, broken as long as it is not decided", () => {
  const lines = Array.from({ length: 80 }, (_, i) => neighbours(played(21 + i, ...three), 0))
    .flat();
  assertEquals(new Set(lines.map(({ to }) => to)), new Set([2, 4]));
  assertEquals(new Set(lines.map(({ isFirm }) => isFirm)), new Set([false, true]));
});

Deno.test("epaxos: what a replica that is gone had asked for is taken over", () => {
  const run = played(1500, [20, put(0, "x", "a")], [35, { kind: "crash", node: 0 }]);
  const words = told(run);
  assert(words.some((each) => /takes 0\.1 over in ballot 1\.\d/.test(each)), words.join("\n"));
  assertEquals(cellsOf(run, 1), ["0.1 ■ x=a"]);
});

Deno.test("epaxos: a majority that is gone stops it, and it goes on when they are back", () => {
  const gone = [0, 1, 2].map((node) => [0, { kind: "crash", node }] as const);
  const run = played(500, ...gone, [10, put(4, "x", "a")]);
  assertEquals(cellsOf(run, 4), ["4.1 ? x=a"]);
  for (const node of [0, 1, 2]) run.act({ kind: "restart", node });
  run.advance(1000);
  assertEquals(cellsOf(run, 4), ["4.1 ■ x=a"]);
});

Deno.test("epaxos: instances stand in the order in which a node executes them", () => {
  const playground = new Playground(decodeSession("2.epaxos.1.5..zP4-x-2.11P2-y-3", kit), kit);
  playground.advance(2000);
  for (const state of playground.states) {
    const { cells, look } = kit, last = cells!.last(state!);
    const seen = Array.from({ length: last }, (_, i) => cells!.cell(state!, i + 1)!);
    assertEquals(seen.map(({ text }) => text).sort(), ["x=2", "y=3"]);
    assertEquals(seen.map(({ isFirm }) => isFirm), [true, true]);
    assertEquals(look(state!, 0).badge, "2 done");
  }
});

Deno.test("epaxos: it is told who takes an instance over, and what is executed", () => {
  // Node 0 is asked, and is gone before anybody has answered it; then node 1 is asked for the same key.
  const session = decodeSession("2.epaxos.1.3..aP0-x-1.aC0.aG1-x", kit);
  const playground = new Playground(session, kit);
  const told: string[] = [];
  let before = playground.states;
  for (let at = 0; at < 4000; at += 10) {
    playground.advance(at);
    playground.states.forEach((state, node) => {
      if (state === undefined || state === before[node]) return;
      const words = kit.news(node, before[node], state);
      if (words !== undefined && told.at(-1) !== words) told.push(words);
    });
    before = structuredClone(playground.states);
  }
  assertEquals(told.some((words) => /takes 0\.1 over in ballot/.test(words)), true);
  assertEquals(
    told.some((words) => /^Node 1 decides 0\.1 by votes.*executes 0\.1, then 1\.1/.test(words)),
    true,
  );
});
