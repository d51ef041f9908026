/** Strongly connected components without recursion, each after all that can be reached from it (Tarjan 1972). @module */

/** The components of what can be reached from these nodes. */
export function* components(
  nodes: Iterable<string>,
  edges: (node: string) => readonly string[],
): Generator<string[]> {
  const index = new Map<string, number>(), low = new Map<string, number>();
  const stack: string[] = [], onStack = new Set<string>();
  const calls: { node: string; next: Iterator<string> }[] = [];
  const visit = (node: string) => {
    low.set(node, index.size);
    index.set(node, index.size);
    stack.push(node);
    onStack.add(node);
    calls.push({ node, next: edges(node)[Symbol.iterator]() });
  };
  const lower = (node: string, to: number) => low.set(node, Math.min(low.get(node)!, to));
  for (const root of nodes) {
    if (!index.has(root)) visit(root);
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
