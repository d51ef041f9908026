import { assertEquals } from "@std/assert";
import { decodeSession } from "./code.ts";
import { playgroundKit } from "./kits.ts";
import { Playground } from "./playground.ts";

Deno.test("epaxos: instances stand in the order in which a node executes them", async () => {
  const kit = await playgroundKit("epaxos");
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

Deno.test("epaxos: it is told who takes an instance over, and what is executed", async () => {
  const kit = await playgroundKit("epaxos");
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
  assertEquals(told.some((words) => /^Node 1 executes .*1\.1/.test(words)), true);
});
