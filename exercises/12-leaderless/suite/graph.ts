/** Which nodes of a graph can reach each other (Sharir 1981, by two walks). @module */

/** For each node the number of its component; what a component leads to has a higher number. */
export function componentsOf(
  nodes: readonly string[],
  edges: (node: string) => readonly string[],
): ReadonlyMap<string, number> {
  const back = new Map<string, string[]>(nodes.map((node) => [node, []]));
  for (const node of nodes) for (const other of edges(node)) back.get(other)!.push(node);
  const left: string[] = [], seen = new Set<string>();
  for (const node of nodes) walk(node, edges, seen, (each) => left.push(each));
  const component = new Map<string, number>(), again = new Set<string>();
  let count = 0;
  for (const node of left.reverse()) {
    if (again.has(node)) continue;
    count++;
    walk(node, (each) => back.get(each)!, again, (each) => component.set(each, count));
  }
  return component;
}

/** Visits all that can be reached and has not been seen, and says when it leaves a node for good. */
function walk(
  from: string,
  edges: (node: string) => readonly string[],
  seen: Set<string>,
  leave: (node: string) => void,
): void {
  if (seen.has(from)) return;
  const path = [{ node: from, to: edges(from), next: 0 }];
  seen.add(from);
  for (let last; (last = path.at(-1)) !== undefined;) {
    const to = last.to[last.next++];
    if (to === undefined) leave(path.pop()!.node);
    else if (!seen.has(to)) {
      seen.add(to);
      path.push({ node: to, to: edges(to), next: 0 });
    }
  }
}
