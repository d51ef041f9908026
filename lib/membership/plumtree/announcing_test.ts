import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { told } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";
import type { Settings } from "./settings.ts";

/** Nodes in a row. */
function row(nodes: number, settings: Partial<Settings> = {}) {
  const all = told((node) => [node - 1, node + 1].filter((each) => each >= 0 && each < nodes));
  return new World({
    protocol: plumtree(all, settings),
    nodes: nodes + 1,
    seed: 1,
    network: { latency: constant(5), order: "fifo" },
  });
}

Deno.test("a new neighbour is told in how many rounds a broadcast would come to it", () => {
  const world = row(3);
  world.tell(0, { type: "broadcast", payload: "news" });
  world.run(100);
  for (const [node, other] of [[2, 3], [3, 2]] as const) {
    world.tell(node, { type: "neighbourUp", node: other });
  }
  world.run(6);
  const [missing] = world.states[3]!.tree.missing.values();
  assertEquals([...missing!.rounds], [[2, 3]]);
});

Deno.test("what waits to be announced is not announced to who is a neighbour no more", () => {
  const to: number[] = [];
  const all = told((node) => [0, 1, 2].filter((other) => other !== node));
  const world = new World({
    protocol: plumtree(all, { dispatchMs: 50 }),
    nodes: 3,
    seed: 1,
    network: { latency: constant(5), order: "fifo" },
    tap: (sent) => void ((sent.body as { type: string }).type === "ihave" && to.push(sent.to)),
  });
  world.tell(0, { type: "broadcast", payload: "makes the tree" });
  world.run(1000);
  world.tell(0, { type: "broadcast", payload: "waits" });
  world.run(20);
  assertEquals(world.states[1]!.tree.queue.length, 1);
  world.tell(1, { type: "neighbourDown", node: 2 });
  assertEquals(world.states[1]!.tree.queue.length, 0);
  world.run(1000);
  // Node 2 has announced it to node 1 all the same.
  assertEquals(to, [1]);
});

Deno.test("whichever neighbour is drawn is reminded, over a lazy link as well", () => {
  const protocol = plumtree(told(() => [1, 2]), { remindMs: 10 });
  const us = { self: 0, nodes: 3 } as const;
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, us);
  const events = [
    { from: 9, message: { type: "broadcast", payload: "held" } },
    { from: 2, message: { type: "prune" } },
  ] as const;
  for (const event of events) {
    state = step(protocol, state, { kind: "message", ...event }, us).state;
  }
  assertEquals([state.tree.eager, state.tree.lazy], [[1], [2]]);
  const timer = { kind: "timer", timer: { type: "remind" } } as const;
  const reminded = [0, 1].flatMap((drawn) =>
    step(protocol, state, timer, { ...us, choices: [drawn] }).effects
      .flatMap((effect) => effect.kind === "send" ? [effect.to] : [])
  );
  assertEquals(reminded, [1, 2]);
});
