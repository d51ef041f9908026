import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Tagged } from "../../model/protocol.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { regular } from "./graphs.ts";
import { link, makeEager, makeLazy, unlink } from "./links.ts";
import { fixed, told } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";
import type { Settings } from "./settings.ts";
import { newTree } from "./state.ts";
import { eagerLinks, reachedBy, whyNotAll, whyNoTree } from "./spanning.ts";

/** Nodes over a random graph. */
function over(seed: number, nodes: number, degree: number, settings: Partial<Settings> = {}) {
  const random = new Random(seed, "graph"), graph = regular(nodes, degree, (n) => random.below(n));
  return new World({
    protocol: plumtree(fixed((node) => graph[node]!), settings),
    nodes,
    seed,
    trace: "none",
    network: { latency: uniform(1, 20), order: "fifo" },
  });
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

Deno.test("the first broadcast over any random graph leaves a spanning tree", () => {
  fc.assert(
    fc.property(
      seeds,
      fc.integer({ min: 4, max: 20 }),
      fc.constantFrom(2, 3, 4),
      (seed, half, degree) => {
        const world = over(seed, 2 * half, Math.min(degree, 2 * half - 1));
        world.tell(0, { type: "broadcast", payload: 1 });
        world.run(1000);
        assertEquals(whyNoTree(world.states), undefined);
        assertEquals(whyNotAll(world.states), undefined);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("whatever several nodes broadcast at once, eager links reach every node when all have it, and one more broadcast leaves a tree", () => {
  fc.assert(
    fc.property(
      seeds,
      fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 8 }),
      (seed, from) => {
        const world = over(seed, 12, 4);
        for (const node of from) {
          world.tell(node, { type: "broadcast", payload: node });
          world.run(seed % 30);
        }
        world.run(2000);
        assertEquals(whyNotAll(world.states), undefined);
        assertEquals(reachedBy(eagerLinks(world.states), 12, 0).size, 12);
        world.tell(from[0]!, { type: "broadcast", payload: "one more" });
        world.run(2000);
        assertEquals(whyNoTree(world.states), undefined);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("whatever one node broadcasts at once, eager links reach every node before anybody asks for anything", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 10 }), (seed, times) => {
      const world = over(seed, 12, 4, { timeoutMs: 5000 });
      for (let i = 0; i < times; i++) {
        world.tell(0, { type: "broadcast", payload: i });
        world.run(seed % 15);
      }
      world.run(2000);
      assertEquals(reachedBy(eagerLinks(world.states), 12, 0).size, 12);
    }),
    { numRuns: 40 },
  );
});

Deno.test("a payload that is far behind its announcement changes places with it, and the tree becomes shorter", () => {
  /** A ring of eight; the link 0–7 is slow at first, and so becomes lazy, and the tree is a line. */
  const lastHops = (threshold: number) => {
    const graph = Array.from({ length: 8 }, (_, i) => [(i + 1) % 8, (i + 7) % 8]);
    const slow = [{ from: 0, to: 7, latency: constant(100) }, {
      from: 7,
      to: 0,
      latency: constant(100),
    }];
    const world = new World({
      protocol: plumtree(fixed((node) => graph[node]!), { threshold }),
      nodes: 8,
      seed: 1,
      trace: "none",
      network: { latency: constant(10), links: slow },
    });
    return [1, 2, 3].map((payload) => {
      world.tell(0, { type: "broadcast", payload });
      world.run(1000);
      world.reshape({ latency: constant(10) });
      return Math.max(...world.states.map((s) => s!.tree.log.at(-1)!.round));
    });
  };
  assertEquals(lastHops(Infinity), [7, 7, 7]);
  const [first, , third] = lastHops(3);
  assertEquals(first, 7);
  assert(third! < 7, `${third}`);
});

Deno.test("announcements that are collected leave as one message", () => {
  const count = (dispatchMs: number) => {
    let announced = 0;
    const world = new World({
      protocol: plumtree(fixed((node) => [0, 1, 2].filter((each) => each !== node)), {
        dispatchMs,
      }),
      nodes: 3,
      seed: 1,
      trace: "none",
      tap: ({ body }) => void (announced += (body as Tagged).type === "ihave" ? 1 : 0),
    });
    for (let i = 0; i < 5; i++) {
      world.tell(0, { type: "broadcast", payload: i });
      if (i === 0) world.run(100);
    }
    world.run(1000);
    assertEquals(whyNotAll(world.states), undefined);
    return announced;
  };
  // Nodes 1 and 2 have one lazy link, and announce four broadcasts each.
  assertEquals([count(0), count(50)], [8, 2]);
});

Deno.test("a payload that no longer is held is neither announced to a new neighbour nor served", () => {
  const world = new World({
    protocol: plumtree(told(() => []), { cache: 1 }),
    nodes: 2,
    seed: 1,
    trace: "none",
  });
  for (const payload of ["old", "new"]) world.tell(0, { type: "broadcast", payload });
  for (const node of [0, 1]) world.tell(node, { type: "neighbourUp", node: 1 - node });
  world.run(1000);
  assertEquals(world.states[1]!.tree.log.map(({ payload }) => payload), ["new"]);
  world.tell(1, { type: "graft", id: { time: 1, node: 0 } });
  world.run(1000);
  assertEquals(world.states[1]!.tree.log.length, 1);
});

Deno.test("what is kept of a broadcast goes when it is old, and its id when no copy can be under way", () => {
  const world = over(1, 6, 3, { lifeMs: 300 });
  world.tell(0, { type: "broadcast", payload: 1 });
  const sizes = (ms: number) => {
    world.run(ms);
    return world.states.map((s) => [s!.tree.held.size, s!.tree.received.size]);
  };
  assertEquals(new Set(sizes(200).map(String)), new Set(["1,1"]));
  assertEquals(new Set(sizes(250).map(String)), new Set(["0,1"]));
  assertEquals(new Set(sizes(300).map(String)), new Set(["0,0"]));
});

Deno.test("links are eager or lazy, by number, and only to neighbours", () => {
  const tree = newTree(0);
  for (const node of [5, 1, 3]) link(tree, node);
  assertEquals([makeLazy(tree, 5), makeLazy(tree, 9), makeEager(tree, 1)], [true, false, false]);
  assertEquals([tree.eager, tree.lazy], [[1, 3], [5]]);
  unlink(tree, 1);
  assertEquals(makeEager(tree, 5), true);
  assertEquals([tree.eager, tree.lazy], [[3, 5], []]);
  // That a link was pruned is forgotten with the link.
  tree.refused.push(3);
  unlink(tree, 3);
  assertEquals(tree.refused, []);
});
