import { assert, assertEquals } from "@std/assert";
import { Random } from "../../../sim/random.ts";
import { treeOf } from "../../../membership/gossip/naive.ts";
import { FANOUT, randomGraph, reach } from "./reach.ts";

Deno.test("reach: where nothing goes wrong mail and a tree are complete at one copy a node", () => {
  for (const way of ["direct mail", "tree"] as const) {
    const { reached, complete, traffic } = reach({ way, trials: 1 });
    assertEquals([reached, complete, traffic], [1, 1, 0.999], way);
  }
});

Deno.test("reach: with loss mail has holes, a tree loses branches, and the back-up of gossip misses nobody", () => {
  const of = (way: Parameters<typeof reach>[0]["way"]) =>
    reach({ way, nodes: 500, loss: 0.1, trials: 3 }).reached;
  const mail = of("direct mail"), tree = of("tree");
  assert(Math.abs(mail - 0.9) < 0.03, `${mail}`);
  assert(tree < 0.75, `${tree}`);
  assert(of("flooding") > 0.99);
  const gossip = of("gossip");
  assert(gossip > 0.95 && gossip < 1, `${gossip}`);
  assertEquals(of("gossip with back-up"), 1);
});

Deno.test("reach: nodes that are down cost a tree their branches, and others nothing", () => {
  const of = (way: Parameters<typeof reach>[0]["way"]) =>
    reach({ way, nodes: 500, down: 0.1, trials: 3 });
  assert(of("tree").reached < 0.9);
  assertEquals(of("direct mail").reached, 1);
  assertEquals(of("gossip with back-up").reached, 1);
});

Deno.test("reach: links of a random graph go both ways, to others, and each node has enough", () => {
  const graph = randomGraph(50, FANOUT, new Random(1));
  for (const [node, links] of graph.entries()) {
    assert(links.length >= 2 && !links.includes(node));
    assert(links.every((other) => graph[other]!.includes(node)));
  }
});

Deno.test("reach: a tree reaches whom all hops to them reach, and a third of all are behind one link of its root", () => {
  const nodes = 1000, loss = 0.1, tree = treeOf(nodes, FANOUT), depths: number[] = [0];
  const below = (node: number): number[] => [
    node,
    ...tree[node]!.filter((other) => other > node).flatMap((child) => {
      depths[child] = depths[node]! + 1;
      return below(child);
    }),
  ];
  assertEquals(below(0).length, nodes);
  assertEquals([1, 2, 3, 4].map((child) => below(child).length), [341, 341, 232, 85]);
  const expected = depths.reduce((sum, depth) => sum + (1 - loss) ** depth, 0) / nodes;
  assertEquals(expected.toFixed(2), "0.62");
  const { reached } = reach({ way: "tree", loss, trials: 40 });
  assert(Math.abs(reached - expected) < 0.06, `${reached}, not ${expected}`);
});

Deno.test("reach: the back-up costs copies and messages, and gossip sends more messages than flooding", () => {
  const of = (way: Parameters<typeof reach>[0]["way"]) => reach({ way, nodes: 500, trials: 4 });
  const flooding = of("flooding"), gossip = of("gossip"), backedUp = of("gossip with back-up");
  assert(gossip.traffic < flooding.traffic && gossip.messages > flooding.messages);
  assert(backedUp.traffic > gossip.traffic && backedUp.messages > gossip.messages);
});
