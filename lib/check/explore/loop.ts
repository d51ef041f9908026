/** A fair loop through a strongly connected component. @module */

import type { Region } from "./region.ts";

/**
 * Nodes of a loop, from one back to itself, that treats every class of fair steps weakly fairly;
 * nothing where the component allows none. One node alone is a run that stays there for ever.
 */
export function loopThrough(graph: Region, members: readonly number[]): number[] | undefined {
  const inside = new Set(members);
  const start = members[0]!;
  const loop = [start];
  const goTo = (target: number) => loop.push(...wayTo(graph, inside, loop.at(-1)!, target));
  for (const fairness of graph.enabled[start]!) {
    if (treated(graph, loop, fairness)) continue;
    const idle = members.find((node) => !graph.enabled[node]!.has(fairness));
    if (idle !== undefined) {
      goTo(idle);
      continue;
    }
    const taken = stepOf(graph, inside, fairness);
    if (taken === undefined) return undefined;
    goTo(taken.from);
    loop.push(taken.to);
  }
  goTo(start);
  return loop;
}

/** Whether a way through `nodes` already passes a node where the class is disabled. */
function treated(graph: Region, nodes: readonly number[], fairness: number): boolean {
  return nodes.some((node) => !graph.enabled[node]!.has(fairness));
}

function stepOf(
  graph: Region,
  inside: ReadonlySet<number>,
  fairness: number,
): { from: number; to: number } | undefined {
  for (const from of inside) {
    const step = graph.edges[from]!.find((edge) =>
      edge.fairness === fairness && inside.has(edge.to)
    );
    if (step) return { from, to: step.to };
  }
}

/** The nodes after `from` on a shortest way to `to` that stays inside. */
function wayTo(graph: Region, inside: ReadonlySet<number>, from: number, to: number): number[] {
  const before = new Map([[from, -1]]);
  for (const node of before.keys()) {
    if (before.has(to)) break;
    for (const edge of graph.edges[node]!) {
      if (inside.has(edge.to) && !before.has(edge.to)) before.set(edge.to, node);
    }
  }
  return chain(to, (node) => before.get(node)!).slice(1);
}

/** What leads to `last`, from the first on; `before` is negative before the first. */
export function chain(last: number, before: (item: number) => number): number[] {
  const items: number[] = [];
  for (let item = last; item >= 0; item = before(item)) items.push(item);
  return items.reverse();
}
