import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { step } from "../../model/step.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { hyparview } from "./hyparview.ts";
import { invariantsWith } from "./invariants.ts";
import { mutualLinks, partsOf, whyNoOverlay } from "./overlay_graph.ts";
import type { Settings } from "./settings.ts";
import { insert, sample, type State, take } from "./state.ts";
import { mixed, small } from "./storms.ts";

/** Nodes with small views. */
function some(
  nodes: number,
  settings: Partial<Settings> = {},
  seed = 1,
  start?: (node: number) => Partial<State>,
) {
  const all = { ...small, ...settings }, protocol = hyparview(all);
  return new World({
    protocol: start === undefined ? protocol : {
      ...protocol,
      start: (io, saved) => ({ ...protocol.start(io, saved), ...start(io.self) }),
    },
    nodes,
    seed,
    trace: "none",
    network: { latency: uniform(1, 20) },
    invariants: invariantsWith({ active: all.active!, passive: all.passive! }),
  });
}

Deno.test("however many nodes join, neighbours come to be mutual and to join all", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.integer({ min: 1, max: 2 ** 31 }),
      (nodes, seed) => {
        const world = some(nodes, mixed, seed);
        world.run(1000);
        for (let i = 0; i < 60 && whyNoOverlay(world.states) !== undefined; i++) world.run(50);
        assertEquals(whyNoOverlay(world.states), undefined);
        assertEquals(world.violation, undefined);
      },
    ),
    { numRuns: 20 },
  );
});

/** Two groups of four, each node of which has the three others of its own for neighbours and knows the rest. */
function half(node: number): Partial<State> {
  const all = [0, 1, 2, 3, 4, 5, 6, 7], isOwn = (each: number) => (each < 4) === (node < 4);
  const active = all.filter((each) => each !== node && isOwn(each));
  return { active, silent: active.map(() => 0), passive: all.filter((each) => !isOwn(each)) };
}

Deno.test("two halves that are content with themselves stay apart in the paper's protocol, and are joined by new neighbours now and then", () => {
  const parts = (settings: Partial<Settings>) => {
    const world = some(8, { contacts: [], ...settings }, 1, half);
    for (let i = 0; i < 100 && whyNoOverlay(world.states) !== undefined; i++) world.run(100);
    return partsOf(mutualLinks(world.states), () => true).length;
  };
  assertEquals([parts({}), parts({ mixMs: 500 })], [2, 1]);
});

Deno.test("a partition that lasts leaves two overlays, which join again when it is over", () => {
  const sides = [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]] as const;
  const world = some(12, { ...mixed, contacts: [0, 6] });
  world.run(1000);
  world.inject({ kind: "partition", at: 0, forMs: 5000, sides });
  world.run(4900);
  assert(partsOf(mutualLinks(world.states), () => true).length >= 2);
  world.run(5000);
  for (let i = 0; i < 200 && whyNoOverlay(world.states) !== undefined; i++) world.run(50);
  assertEquals(whyNoOverlay(world.states), undefined);
});

Deno.test("a node that comes back with nothing finds its place again, also when it was the only contact", () => {
  const world = some(10, { contacts: [0] });
  world.run(2000);
  world.inject({ kind: "crash", at: 0, node: 0, downMs: 30 });
  world.run(5000);
  assert(world.states[0]!.active.length > 0);
  assertEquals(partsOf(mutualLinks(world.states), () => true).length, 1);
});

Deno.test("the walk of a newcomer is as long as the settings say, and leaves it in passive views on the way", () => {
  const ttls: number[] = [];
  const world = new World({
    protocol: hyparview({ ...small, active: 3, walk: 4, passiveAt: 2, gapMs: 200, shuffleMs: 0 }),
    nodes: 12,
    seed: 1,
    trace: "none",
    tap({ body }) {
      const { type, ttl } = body as { type: string; ttl: number };
      if (type === "forwardJoin") ttls.push(ttl);
    },
  });
  world.run(12 * 200 + 1000);
  assertEquals([Math.max(...ttls), Math.min(...ttls)], [4, 0]);
  assert(world.states.filter((s) => s!.passive.length > 0).length > 6);
});

Deno.test("all sets of so many are drawn, and nobody twice", () => {
  const drawn = new Set<string>();
  for (let first = 0; first < 4; first++) {
    for (let second = 0; second < 3; second++) {
      const draws = [first, second];
      drawn.add(sample([1, 2, 3, 4], 2, () => draws.shift()!).sort().join());
    }
  }
  assertEquals(drawn.size, 6);
  assertEquals(sample([7], 3, () => 0), [7]);
  assertEquals(sample([], 3, () => 0), []);
});

Deno.test("views are kept by number, and each node once", () => {
  const view = [2, 5];
  assertEquals([insert(view, 3), insert(view, 5), take(view, 2), take(view, 9)], [1, -1, 0, -1]);
  assertEquals(view, [3, 5]);
});

Deno.test("who has answered is waited for no longer", () => {
  const state: State = {
    ...{ active: [], silent: [], passive: [1], refused: 0, named: [] },
    asked: { node: 1, priority: "high" },
  };
  for (const type of ["accepted", "rejected"] as const) {
    const event = { kind: "message", from: 1, message: { type, priority: "high" } } as const;
    const { effects } = step(hyparview(), state, event as never, { self: 0, nodes: 2 });
    assert(effects.some(({ kind }) => kind === "cancel"), type);
  }
});

Deno.test("who gets a neighbour counts refusals anew", () => {
  const state: State = {
    ...{ active: [], silent: [], passive: [1], refused: 7, named: [] },
    asked: { node: 1, priority: "high" },
  };
  const message = { type: "accepted", priority: "high" } as const;
  const event = { kind: "message", from: 1, message } as const;
  const { state: after } = step(hyparview(), state, event, { self: 0, nodes: 2 });
  assertEquals([after.active, after.refused], [[1], 0]);
});
