import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { regular } from "./graphs.ts";
import { onRing } from "./overlay.ts";
import { plumtree } from "./plumtree.ts";
import { reachedBy } from "./spanning.ts";

Deno.test("neighbours on a ring of members are mutual, as many as asked for at most, and join all", () => {
  for (let n = 1; n <= 40; n++) {
    const members = Array.from({ length: n }, (_, i) => 3 * i);
    const of = new Map(members.map((node) => [node, onRing(members, node, 6)]));
    const links = members.flatMap((node) => of.get(node)!.map((peer) => [node, peer] as const));
    for (const [node, peer] of links) assert(of.get(peer)!.includes(node));
    for (const [node, peers] of of) assert(peers.length <= 6 && !peers.includes(node));
    assertEquals(reachedBy(links, 3 * n, 0).size, n);
  }
  assertEquals(onRing([0, 1, 2], 7, 4), []);
});

Deno.test("a membership with a version is asked for neighbours only when that has changed", () => {
  type Change = { readonly type: "change"; readonly by: number };
  let asked = 0;
  const world = new World({
    protocol: plumtree<{ version: number }, Change, never, never>({
      protocol: {
        start: () => ({ version: 0 }),
        upon: { change: (s, { by }) => void (s.version += by) },
      },
      neighbours: ({ version }) => (asked++, version === 0 ? [] : [1]),
      version: ({ version }) => version,
    }),
    nodes: 1,
    seed: 1,
    trace: "none",
  });
  for (const by of [0, 0, 1, 0]) world.tell(0, { type: "change", by });
  assertEquals([asked, world.states[0]!.tree.eager], [2, [1]]);
});

Deno.test("random graphs are regular and in one piece, and those that cannot be are refused", () => {
  for (const [nodes, degree] of [[4, 3], [10, 5], [11, 4], [100, 5]] as const) {
    const random = new Random(nodes, "graph"),
      graph = regular(nodes, degree, (n) => random.below(n));
    const links = graph.flatMap((peers, node) => peers.map((peer) => [node, peer] as const));
    assertEquals(new Set(graph.map((peers) => peers.length)), new Set([degree]));
    assertEquals(reachedBy(links, nodes, 0).size, nodes);
  }
  assertThrows(() => regular(5, 3, () => 0), RangeError, "given 5 nodes of degree 3");
  assertThrows(() => regular(4, 3, () => 0), RangeError, "share no link");
});

Deno.test("a membership whose messages are named as those of Plumtree is refused", () => {
  const protocol: Protocol<object, { type: "gossip" }> = {
    start: () => ({}),
    upon: { gossip() {} },
  };
  assertThrows(
    () => plumtree({ protocol, neighbours: () => [] }),
    TypeError,
    'given "gossip" in both',
  );
});

Deno.test("what a membership saves is handed back to it, and kept apart from what the tree saves", () => {
  const protocol: Protocol<{ starts: number }, { type: "note" }, never, number> = {
    start(io, journal) {
      const starts = (journal.at(-1) ?? 0) + 1;
      io.save(starts);
      return { starts };
    },
    upon: { note() {} },
  };
  const world = new World({
    protocol: plumtree({ protocol, neighbours: () => [] }),
    nodes: 1,
    seed: 1,
    trace: "none",
  });
  world.tell(0, { type: "broadcast", payload: 1 });
  for (let i = 0; i < 3; i++) {
    world.inject({ kind: "crash", at: 0, node: 0 });
    world.restart(0);
  }
  assertEquals(world.states[0]!.overlay.starts, 4);
  assertEquals(world.states[0]!.tree.time, 1);
});
