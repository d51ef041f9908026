import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { addFan } from "./fan.ts";
import { type Graph, GraphBuilder, kind } from "./graph.ts";

/** All pairs of transactions with the kind of the dependency and its versions, as text. */
function pairs(graph: Graph): string[] {
  const found = new Set<string>();
  const walk = (source: number, node: number, bit: number, before: number) => {
    for (let edge = graph.start[node]!; edge < graph.start[node + 1]!; edge++) {
      const target = graph.target[edge]!;
      const first = node === source;
      const [by, version] = first ? [graph.kinds[edge]!, graph.before[edge]!] : [bit, before];
      if (target >= graph.transactions) walk(source, target, by, version);
      else found.add(`${source} ${by} ${target}: ${version} ${graph.after[edge]}`);
    }
  };
  for (let source = 0; source < graph.transactions; source++) walk(source, source, 0, -1);
  return [...found].sort();
}

Deno.test("a fan leads from each source to each target but itself, and nowhere else", () => {
  const some = fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 12, size: "max" });
  fc.assert(fc.property(some, some, (nodes, targets) => {
    const builder = new GraphBuilder(12);
    const kinds = nodes.map((node) => node % 2 === 0 ? kind.rw : kind.ww);
    addFan(builder, { nodes, kinds }, 7, targets, targets.map((target) => 100 + target));
    const expected = nodes.flatMap((source, i) =>
      targets.filter((target) => target !== source).map((target) =>
        `${source} ${kinds[i]} ${target}: 7 ${100 + target}`
      )
    );
    assertEquals(pairs(builder.build()), expected.sort());
  }));
});

Deno.test("a fan between many takes a number of edges that is linear in them", () => {
  const many = Array.from({ length: 1000 }, (_, i) => i);
  const builder = new GraphBuilder(1000);
  addFan(builder, { nodes: many, kinds: many.map(() => kind.rw) }, 0, many, many);
  const { target, nodes } = builder.build();
  assert(target.length <= 6000 && nodes <= 3000, `${target.length} edges, ${nodes} nodes`);
});
