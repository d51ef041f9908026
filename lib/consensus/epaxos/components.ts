/**
 * Strongly connected components (Tarjan 1972, *Depth-first search and linear graph algorithms*), without recursion, as
 * dependencies of dependencies go far.
 *
 * @module
 */

/**
 * The components of a graph, each after all that can be reached from it, so that dependencies come first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { components } from "hb/consensus/epaxos/components.ts";
 *
 * const edges = new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]]);
 * const found = [...components(["a", "b", "c"], (node) => edges.get(node)!)];
 * assertEquals(found, [["b", "c"], ["a"]]);
 * ```
 */
export function* components<N>(
  nodes: Iterable<N>,
  edges: (node: N) => Iterable<N>,
): Generator<N[]> {
  const index = new Map<N, number>(), low = new Map<N, number>();
  const stack: N[] = [], onStack = new Set<N>();
  const calls: { readonly node: N; readonly next: Iterator<N> }[] = [];
  const visit = (node: N) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    onStack.add(node);
    calls.push({ node, next: edges(node)[Symbol.iterator]() });
  };
  const lower = (node: N, to: number) => low.set(node, Math.min(low.get(node)!, to));
  for (const root of nodes) {
    if (index.has(root)) continue;
    visit(root);
    for (let call; (call = calls.at(-1)) !== undefined;) {
      const { node, next } = call, edge = next.next();
      if (!edge.done) {
        if (!index.has(edge.value)) visit(edge.value);
        else if (onStack.has(edge.value)) lower(node, index.get(edge.value)!);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) lower(caller.node, low.get(node)!);
      if (low.get(node) !== index.get(node)) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) onStack.delete(member);
      yield members;
    }
  }
}
