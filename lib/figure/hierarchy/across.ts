/**
 * What stands beside what in the rows of a hierarchy, and how far from the left side, so that few lines
 * cross: the method of Sugiyama, Tagawa and Toda (1981) as dagre does it.
 *
 * @module
 */

import { type GraphLabel, graphlib, layout, type NodeLabel, type Point } from "@dagrejs/dagre";
import { type Rank, type Step, stepsOf } from "./reduce.ts";
import { size, sizeOf } from "./size.ts";

/** A line, and where it passes the rows between its ends. */
export interface Way extends Step {
  /** One for each row, from above, in px from the left side. */
  readonly passes: readonly number[];
}

/** Everything across the page. */
export interface Across {
  /** How much room it takes, in px. */
  readonly width: number;
  /** The middles of the members, in px from the left side. */
  readonly middles: ReadonlyMap<string, number>;
  /** The lines, in the order of the steps. */
  readonly lines: readonly Way[];
}

/** Decides where everything goes across the page; `depths` say which row each member stands in. */
export function acrossOf(ranks: readonly Rank[], depths: ReadonlyMap<string, number>): Across {
  const graph = new graphlib.Graph<GraphLabel, NodeLabel, { minlen: number; points?: Point[] }>();
  const { between } = size;
  graph.setGraph({ nodesep: between, edgesep: between });
  for (const rank of ranks) {
    graph.setNode(rank.name, { width: sizeOf(rank).width, height: 0 });
  }
  const steps = stepsOf(ranks);
  for (const { upper, lower } of steps) {
    const minlen = depths.get(lower)! - depths.get(upper)!;
    graph.setEdge(upper, lower, { minlen });
  }
  // Where each has one above it at most, nothing crosses, and the order is that in which they are given.
  const isForest = new Set(steps.map(({ lower }) => lower)).size === steps.length;
  layout(graph, { disableOptimalOrderHeuristic: isForest });
  const xOf = (name: string) => graph.node(name).x!;
  const lines = steps.map(({ upper, lower }): Way => {
    const { points = [] } = graph.edge(upper, lower);
    // Every second point is one between two rows.
    const passes = points.slice(1, -1).filter((_, i) => i % 2 === 1).map(({ x }) => x);
    return { upper, lower, passes };
  });
  const middles = new Map(ranks.map(({ name }) => [name, xOf(name)]));
  return trimmed(ranks, middles, lines);
}

/** Moved to the left side, so that nothing is wasted there. */
function trimmed(
  ranks: readonly Rank[],
  middles: ReadonlyMap<string, number>,
  lines: readonly Way[],
): Across {
  const passes = lines.flatMap((line) => line.passes);
  const halves = ranks.map((rank) => [middles.get(rank.name)!, sizeOf(rank).width / 2] as const);
  const left = Math.min(...passes, ...halves.map(([x, half]) => x - half));
  const right = Math.max(...passes, ...halves.map(([x, half]) => x + half));
  return {
    width: right - left,
    middles: new Map([...middles].map(([name, x]) => [name, x - left])),
    lines: lines.map((line) => ({ ...line, passes: line.passes.map((x) => x - left) })),
  };
}
