/** Strongly connected components (Tarjan 1972), without recursion, as graphs are deep. @module */

import type { Region } from "./region.ts";

/** The components of a graph, each with its nodes, in reverse topological order; or of some of its nodes. */
export function* components(
  { edges }: Pick<Region, "edges">,
  some: Iterable<number> = edges.keys(),
  isInside: (node: number) => boolean = () => true,
): Generator<number[]> {
  const count = edges.length;
  const index = new Int32Array(count), low = new Int32Array(count), next = new Int32Array(count);
  const onStack = new Uint8Array(count);
  const stack: number[] = [], calls: number[] = [];
  let visited = 0;
  const visit = (node: number) => {
    index[node] = low[node] = ++visited;
    stack.push(node);
    onStack[node] = 1;
    calls.push(node);
  };
  for (const root of some) {
    if (index[root] !== 0) continue;
    visit(root);
    while (calls.length > 0) {
      const node = calls.at(-1)!;
      const edge = edges[node]![next[node]!++];
      if (edge !== undefined) {
        if (!isInside(edge.to)) continue;
        if (index[edge.to] === 0) visit(edge.to);
        else if (onStack[edge.to]) low[node] = Math.min(low[node]!, index[edge.to]!);
        continue;
      }
      calls.pop();
      const caller = calls.at(-1);
      if (caller !== undefined) low[caller] = Math.min(low[caller]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) onStack[member] = 0;
      yield members;
    }
  }
}
