/** A fair loop through a strongly connected component. @module */

import type { IsStrong, Region } from "./region.ts";

/** A node of a path through a region. */
export interface Stop {
  /** The node. */
  readonly node: number;
  /** The class of the step that must lead there, where it matters. */
  readonly by?: number;
}

/**
 * A loop, from `start` back to itself, that treats every class of fair steps as fairly as it must be;
 * nothing where the component allows none. In the component each strong class is disabled everywhere, or
 * taken. One node alone is a run that stays there for ever.
 */
export function fairCycle(
  graph: Region,
  members: readonly number[],
  start: number,
  isStrong: IsStrong,
): Stop[] | undefined {
  const inside = new Set(members);
  const loop: Stop[] = [{ node: start }];
  const goTo = (target: number) => {
    const path = pathInside(graph, inside, loop.at(-1)!.node, target);
    loop.push(...path.map((node) => ({ node })));
  };
  const strong = new Set(members.flatMap((node) => [...graph.enabled[node]!].filter(isStrong)));
  for (const fairness of strong.union(graph.enabled[start]!)) {
    const must = strong.has(fairness);
    if (must ? loop.some(({ by }) => by === fairness) : treated(graph, loop, fairness)) continue;
    const idle = must ? undefined : members.find((node) => !graph.enabled[node]!.has(fairness));
    if (idle !== undefined) {
      goTo(idle);
      continue;
    }
    const taken = stepOf(graph, inside, fairness);
    if (taken === undefined) return undefined;
    goTo(taken.from);
    loop.push({ node: taken.to, by: fairness });
  }
  goTo(start);
  return loop;
}

/** Whether a path already passes a node where the class is disabled, or takes it. */
function treated(graph: Region, path: readonly Stop[], fairness: number): boolean {
  return path.some(({ node, by }) => by === fairness || !graph.enabled[node]!.has(fairness));
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

/** The nodes after `from` on a shortest path to `to` that stays inside. */
function pathInside(
  graph: Region,
  inside: ReadonlySet<number>,
  from: number,
  to: number,
): number[] {
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
