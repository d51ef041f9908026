import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { components } from "./components.ts";

const graphs = fc.nat(9).chain((size) =>
  fc.array(fc.uniqueArray(fc.nat(size)), { minLength: size + 1, maxLength: size + 1 })
);

/** Which nodes can be reached from each, itself included: a square as often as needed, and no cleverness. */
function reach(graph: readonly (readonly number[])[]): boolean[][] {
  const reached = graph.map((edges, node) =>
    graph.map((_, other) => node === other || edges.includes(other))
  );
  for (const by of graph.keys()) {
    for (const from of graph.keys()) {
      for (const to of graph.keys()) {
        if (reached[from]![by] && reached[by]![to]) reached[from]![to] = true;
      }
    }
  }
  return reached;
}

Deno.test("two nodes are in one component when each can be reached from the other", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const found = [...components(graph.keys(), (node) => graph[node]!)];
      assertEquals(found.flat().sort((a, b) => a - b), [...graph.keys()]);
      const reached = reach(graph), of = new Map(found.flatMap((all, i) => all.map((n) => [n, i])));
      for (const a of graph.keys()) {
        for (const b of graph.keys()) {
          assertEquals(of.get(a) === of.get(b), reached[a]![b]! && reached[b]![a]!);
          if (reached[a]![b]) assert(of.get(b)! <= of.get(a)!, "what it depends on comes first");
        }
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("a long chain needs no deep stack", () => {
  const length = 50_000;
  const found = [...components([0], (node) => node < length ? [node + 1] : [])];
  assertEquals(found.length, length + 1);
  assertEquals(found[0], [length]);
});
